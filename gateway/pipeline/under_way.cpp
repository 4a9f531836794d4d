#include "gateway/pipeline/under_way.hpp"

#include <array>

#include <fcntl.h>
#include <unistd.h>

namespace weighbridge::pipeline {
namespace {

constexpr std::size_t kWidth = 128;  // one write puts all of it; ids are shorter

}  // namespace

UnderWay::UnderWay(const std::string& path) {
  if (path.empty()) return;
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file_ < 0) return;
  std::array<char, kWidth> text{};
  const ssize_t read = ::pread(file_, text.data(), text.size(), 0);
  if (read <= 0) return;
  const std::string_view found(text.data(), static_cast<std::size_t>(read));
  left_ = found.substr(0, found.find_first_of(" \n"));
}

UnderWay::~UnderWay() {
  if (file_ >= 0) ::close(file_);
}

void UnderWay::forget() {
  left_.clear();
  write({});
}

UnderWay::Mark UnderWay::mark(std::string_view message) const {
  if (message.size() < kWidth) write(message);
  return Mark(*this);
}

void UnderWay::write(std::string_view text) const {
  if (file_ < 0) return;
  std::array<char, kWidth> line{};
  line.fill(' ');
  text.copy(line.data(), line.size() - 1);
  line.back() = '\n';
  // What could not be noted is not remembered: never a reason to leave the work.
  [[maybe_unused]] const ssize_t written = ::pwrite(file_, line.data(), line.size(), 0);
}

}  // namespace weighbridge::pipeline
