// X12 segments as text, in the separators of our own interchanges.
#pragma once

#include <string>
#include <string_view>

namespace weighbridge {

/// Appends segments to a string. What a value holds of our separators or of control characters
/// becomes blank, so that nothing copied from a message can break the text.
class SegmentWriter {
 public:
  static constexpr char kElement = '*', kComponent = '>', kRepetition = '^', kSegment = '~';

  explicit SegmentWriter(std::string& out) : out_(out) {}

  SegmentWriter& begin(std::string_view tag) {
    out_ += tag;
    return *this;
  }
  SegmentWriter& element(std::string_view value) {
    out_ += kElement;
    for (const char c : value) out_ += is_plain(c) ? c : ' ';
    return *this;
  }
  SegmentWriter& component(std::string_view value) {
    out_ += kComponent;
    out_ += value;
    return *this;
  }
  /// Ends the segment; empty elements at its end are left out.
  void end() {
    while (!out_.empty() && out_.back() == kElement) out_.pop_back();
    out_ += kSegment;
  }

 private:
  static bool is_plain(char c) {
    return c != kElement && c != kComponent && c != kRepetition && c != kSegment && c >= ' ' &&
           c != 0x7F;
  }

  std::string& out_;
};

}  // namespace weighbridge
