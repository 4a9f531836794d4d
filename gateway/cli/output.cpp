#include "gateway/cli/output.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <system_error>

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace weighbridge::cli {
namespace {

constexpr std::size_t kBufferBytes = 64U << 10U;
constexpr int kDefaultWidth = 100;
constexpr int kNarrowest = 60;  // below this tables turn into noise; let the terminal wrap instead
constexpr int kWidest = 200;    // longer lines are hard to follow

}  // namespace

void Output::write(std::string_view text) {
  if (closed_) return;
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && !closed_) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      closed_ = true;
    } else if (errno != EINTR) {
      const int error = errno;
      buffer_.clear();
      throw OutputError("cannot write to " + name_ + ": " + std::generic_category().message(error));
    }
  }
  buffer_.clear();
}

bool Output::is_terminal() const {
  return ::isatty(fd_) == 1;
}

int Output::width() const {
  int columns = 0;
  winsize size{};
  if (is_terminal() && ::ioctl(fd_, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
  if (columns == 0) {
    if (const char* text = std::getenv("COLUMNS")) {
      const std::string_view view = text;
      std::from_chars(view.data(), view.data() + view.size(), columns);
    }
  }
  return columns <= 0 ? kDefaultWidth : std::clamp(columns, kNarrowest, kWidest);
}

bool Output::same_place_as(const Output& other) const {
  struct stat mine {};
  struct stat theirs {};
  return ::fstat(fd_, &mine) == 0 && ::fstat(other.fd_, &theirs) == 0 &&
         mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino;
}

}  // namespace weighbridge::cli
