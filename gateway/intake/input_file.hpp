// A file, a pipe or standard input, as the readers want to be fed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/byte_source.hpp"

namespace weighbridge::intake {

/// What `-` is called in reports.
constexpr std::string_view kStandardInputName = "standard input";

/// Bytes from the file system, read once from front to back. Beside that the beginning can be
/// looked at before reading, and a piece can be fetched again to show where a flaw stands.
class InputFile final : public ByteSource {
 public:
  /// Opens `path`; "-" is standard input. Throws std::system_error when it cannot be read, a folder
  /// included.
  explicit InputFile(const std::string& path);
  ~InputFile() override;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  std::size_t read(std::span<char> room) override;

  /// The first bytes (up to 4 KiB), which stay to be read.
  std::string_view head();
  /// Size in bytes, or 0 where it is not known beforehand.
  std::uint64_t size() const { return size_; }
  /// Up to `count` bytes from `offset` on. Of a pipe only the newest few megabytes are still there;
  /// what is gone comes back empty.
  std::string bytes_at(std::uint64_t offset, std::size_t count) const;
  /// Where line `number` (from 1) begins; nothing when there is no such line, or it is gone. Asking
  /// for lines in rising order reads the file once in all.
  std::optional<std::uint64_t> line_offset(std::uint64_t number);

 private:
  struct LineMark {
    std::uint64_t number = 1, offset = 0;
  };
  std::size_t read_descriptor(std::span<char> room);
  void remember(std::string_view bytes);

  int fd_ = -1;
  std::uint64_t size_ = 0;
  bool seekable_ = false;
  std::string head_;
  std::size_t head_used_ = 0;
  bool head_read_ = false;
  std::string recent_;  ///< of what cannot be read again
  std::uint64_t recent_offset_ = 0;
  LineMark recent_line_;  ///< the first line that begins in `recent_`
  LineMark mark_;         ///< the line that was asked for last
};

/// What a file is called, without its folders; empty for standard input.
std::string file_name_of(const std::string& path);

/// What went wrong when opening or reading, and what to do about it.
struct Trouble {
  std::string where, what, mend;
};

/// In words for the person who named the path.
Trouble trouble_of(const std::string& path, int system_error);

}  // namespace weighbridge::intake
