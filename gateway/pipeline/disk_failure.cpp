#include "gateway/pipeline/disk_failure.hpp"

#include <unistd.h>

namespace weighbridge::pipeline {

void end_after_disk_failure(const std::string& what) {
  const std::string line = "weighbridge: " + what + "; the process ends, start it again\n";
  // Nothing else can be done about a line that cannot be written.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
  ::_exit(70);
}

}  // namespace weighbridge::pipeline
