// The way out of the channels `sftp` and `ftps`: a file on the partner's own server.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/curl/remote_server.hpp"
#include "gateway/deliver/deliverer.hpp"

namespace weighbridge::deliver {

/// Uploads under a temporary name, then renames. A try that came through without our learning of it
/// is found again by name and bytes.
class RemoteFileDeliverer final : public Deliverer {
 public:
  /// Serves those of `servers` that are of `kind` and have `send_to`.
  RemoteFileDeliverer(curl::RemoteKind kind, std::vector<curl::RemoteServer> servers);
  Result deliver(const Outbound& message) override;
  void use(std::vector<curl::RemoteServer> servers);

 private:
  curl::RemoteKind kind_;
  std::mutex mutex_;
  std::map<std::string, curl::RemoteServer> servers_;  ///< by partner
};

}  // namespace weighbridge::deliver
