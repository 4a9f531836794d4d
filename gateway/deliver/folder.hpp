// The way out of the channel `folder`: a file in the partner's outbox/.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/deliver/deliverer.hpp"
#include "gateway/receive/folder.hpp"

namespace weighbridge::deliver {

/// Writes under a name that nobody takes (.NAME.tmp), syncs, and renames: a partner never sees half
/// a file. The same message written again is the same file.
class FolderDeliverer final : public Deliverer {
 public:
  explicit FolderDeliverer(std::vector<receive::DropFolder> folders);
  Result deliver(const Outbound& message) override;
  /// Those of a newly read configuration.
  void use(std::vector<receive::DropFolder> folders);

 private:
  std::mutex mutex_;
  std::map<std::string, receive::DropFolder> folders_;  ///< by partner
};

}  // namespace weighbridge::deliver
