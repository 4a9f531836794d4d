// A standard stream as a buffered sink that knows when the disk is full and when its reader left.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace weighbridge::cli {

/// The stream cannot be written: a full disk, a closed descriptor.
struct OutputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Bytes on their way to a file descriptor. A reader that has gone (`| head`) is no error: the rest
/// is dropped and `closed` tells. Every other failure throws OutputError.
class Output {
 public:
  /// `fd` stays open; `name` is what error messages call it.
  Output(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(std::string_view text);
  /// Must be called before the program ends: the destructor does not flush, it could not report.
  void flush();
  /// True when whoever read the other end has gone.
  bool closed() const { return closed_; }

  bool is_terminal() const;
  /// Columns of the terminal; where there is none, what COLUMNS says, else 100.
  int width() const;
  /// True when both lead to the same terminal, pipe or file: one person reads both.
  bool same_place_as(const Output& other) const;

 private:
  int fd_;
  std::string name_;
  std::string buffer_;
  bool closed_ = false;
};

}  // namespace weighbridge::cli
