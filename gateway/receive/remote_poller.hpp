// Fetches what partners leave on their own SFTP and FTPS servers. A file is moved or removed there
// only when it is durable here.
#pragma once

#include <memory>
#include <vector>

#include "gateway/curl/remote_server.hpp"
#include "gateway/receive/intake.hpp"
#include "gateway/receive/notice.hpp"
#include "gateway/spool/payload.hpp"

namespace weighbridge::receive {

/// One thread a server, as a slow one must not hold up the others.
class RemotePoller {
 public:
  /// `intake` must outlive it. Servers without `fetch_from` are passed over.
  RemotePoller(std::vector<curl::RemoteServer> servers, Intake& intake, spool::SpoolSettings spool,
               Tell tell);
  ~RemotePoller();
  RemotePoller(const RemotePoller&) = delete;
  RemotePoller& operator=(const RemotePoller&) = delete;

  void start();
  /// Stops polling the old ones and begins with these.
  void use(std::vector<curl::RemoteServer> servers);
  /// Breaks transfers off; what was fetched and not taken is fetched again next time.
  void stop();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace weighbridge::receive
