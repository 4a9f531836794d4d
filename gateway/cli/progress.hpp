// How far long work has come, on a terminal only.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/cli/output.hpp"

namespace weighbridge::cli {

/// One line on standard error that rewrites itself a few times a second, once the work has lasted
/// long enough to be noticed. Erased when done.
class Progress {
 public:
  /// `shown` false: does nothing.
  Progress(Output& err, bool shown) : err_(err), shown_(shown && err.is_terminal()) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `total` 0: not known.
  void update(std::string_view what, std::uint64_t done, std::uint64_t total);
  void erase();

 private:
  using Clock = std::chrono::steady_clock;

  Output& err_;
  bool shown_;
  bool on_screen_ = false;
  Clock::time_point next_ = Clock::now() + std::chrono::milliseconds(500);
};

}  // namespace weighbridge::cli
