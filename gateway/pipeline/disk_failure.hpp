// What happens when nobody can say any more what is on the disk.
#pragma once

#include <string>

namespace weighbridge::pipeline {

/// Says so on standard error and ends the process at once, with status 70: after a failed fsync the
/// kernel may call pages clean that never reached the disk, so nothing that this process believes
/// about the store can be trusted. The next start recovers from the log.
[[noreturn]] void end_after_disk_failure(const std::string& what);

}  // namespace weighbridge::pipeline
