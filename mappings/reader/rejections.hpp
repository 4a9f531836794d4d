// A file of nothing but rubbish must not fill the memory with what is wrong with it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// Hands on the rejected rows and values of one message that belong to no document: the first
/// thousand as they are, of the rest only their number.
class Rejections {
 public:
  explicit Rejections(ReadSink& sink) : sink_(sink) {}

  void hand_on(ReadDocument&& rejected) {
    if (count_++ < kListedMax) sink_.document(std::move(rejected));
  }

  /// Whether there were any.
  bool any() const { return count_ > 0; }

  /// Says at the end of the message how many were not listed.
  void finish() {
    if (count_ <= kListedMax) return;
    Finding finding;
    finding.code = "LIMIT";
    finding.message =
        std::to_string(count_ - kListedMax) + " more that could not be read are not listed";
    finding.mend = "correct the first ones; the others are often the same mistake";
    sink_.message({finding});
  }

 private:
  static constexpr std::uint64_t kListedMax = 1000;
  ReadSink& sink_;
  std::uint64_t count_ = 0;
};

}  // namespace weighbridge
