// Messages that a mail gateway or a mainframe wrapped: a line end after every 80th byte, wherever
// that falls in a segment.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "parsers/byte_source.hpp"

namespace weighbridge::x12 {

/// Takes regular line ends out of a message whose segments do not end with them. All other
/// messages pass as they are. `bytes` must outlive it.
class UnwrappedSource final : public ByteSource {
 public:
  explicit UnwrappedSource(ByteSource& bytes);

  std::size_t read(std::span<char> room) override;

  /// The length of the lines; 0: the message is not wrapped.
  std::uint32_t width() const { return width_; }
  /// Where in the message a byte stands that was read at `offset`.
  std::uint64_t offset_in_message(std::uint64_t offset) const;

 private:
  std::size_t read_raw(std::span<char> room);
  std::size_t take_out_line_ends(std::span<char> bytes);

  ByteSource& bytes_;
  std::string head_;  ///< looked at before reading; handed out first
  std::size_t replayed_ = 0;
  std::uint32_t width_ = 0;
  std::uint32_t line_end_size_ = 1;
  std::uint32_t column_ = 0;       ///< bytes of the open line
  std::uint32_t in_line_end_ = 0;  ///< bytes of a line end that still have to come
  std::uint64_t taken_out_ = 0;    ///< line ends
  bool regular_ = true;            ///< no line was shorter yet
};

}  // namespace weighbridge::x12
