// Drop folders: a folder a partner, filled by OpenSSH's internal-sftp or by anything else that
// writes files, watched with inotify and looked through now and then (docs/operating/folders.md).
//
//   in/       the partner writes here        done/   taken for good, for a while
//   working/  claimed, not yet durable       error/  refused, with NAME.reason.txt beside
//   outbox/   answers to the partner
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gateway/receive/intake.hpp"
#include "gateway/receive/notice.hpp"
#include "gateway/spool/payload.hpp"

namespace weighbridge::receive {

/// The section `folder:` of a partner's file.
struct DropFolder {
  std::string partner;
  std::filesystem::path path;                ///< holds in/, working/, done/, error/, outbox/
  std::chrono::milliseconds settle{5000};    ///< unchanged for so long: whole. A rename is at once
  std::chrono::seconds patience{900};        ///< for a file that ends in the middle to be finished
  std::chrono::milliseconds rescan{30'000};  ///< what inotify may have missed is found so
  std::uint64_t bytes_max = 1ULL << 30U;     ///< of one file
  std::chrono::milliseconds keep_done{
      std::chrono::hours(24 * 30)};  ///< then files in done/ are removed; 0: never
  std::vector<std::string> ignore;   ///< patterns of names that are not taken: "*.ctl"
  bool operator==(const DropFolder&) const = default;
};

/// Watches drop folders and hands what is whole to the intake. A file is claimed by moving it to
/// working/, and moved to done/ only when it is durable; after a crash, working/ is handed in again
/// under the same keys, so that nothing counts twice.
class FolderReceiver {
 public:
  /// `intake` must outlive it. Nothing happens before start().
  FolderReceiver(std::vector<DropFolder> folders, Intake& intake, spool::SpoolSettings spool,
                 Tell tell);
  /// Stops.
  ~FolderReceiver();
  FolderReceiver(const FolderReceiver&) = delete;
  FolderReceiver& operator=(const FolderReceiver&) = delete;

  /// Makes folders that are missing, as far as permissions allow, and begins. What cannot be
  /// watched is told and tried again.
  void start();
  /// Watches these from now on; files being taken are brought to their end.
  void use(std::vector<DropFolder> folders);
  /// Claims nothing more, waits for what the intake has, and ends. May be called twice.
  void stop();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace weighbridge::receive
