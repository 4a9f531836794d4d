#include "gateway/cli/progress.hpp"

#include "gateway/cli/text.hpp"

namespace weighbridge::cli {

Progress::~Progress() {
  try {
    erase();
  } catch (const OutputError&) {  // a progress line is not worth failing for
  }
}

void Progress::update(std::string_view what, std::uint64_t done, std::uint64_t total) {
  if (!shown_ || Clock::now() < next_) return;
  next_ = Clock::now() + std::chrono::milliseconds(200);
  std::string line = printable(what) + "  " + byte_size(done);
  if (total != 0)
    line += " of " + byte_size(total) + ", " + std::to_string(done * 100 / total) + " %";
  err_.write("\r" + cut_to(line, static_cast<std::size_t>(err_.width()) - 1) + "\x1b[K");
  err_.flush();
  on_screen_ = true;
}

void Progress::erase() {
  if (!on_screen_) return;
  err_.write("\r\x1b[K");
  err_.flush();
  on_screen_ = false;
}

}  // namespace weighbridge::cli
