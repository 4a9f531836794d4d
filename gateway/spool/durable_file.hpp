// Files that others look for: they are there whole or not at all, also after a crash.
#pragma once

#include <string>
#include <string_view>

#include "parsers/byte_source.hpp"

namespace weighbridge::spool {

/// A descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// Opens the folder `path` itself, never what a link of that name leads to. Throws
/// std::system_error.
Descriptor open_folder(const std::string& path);

/// Writes a file of that folder: under the hidden name `.NAME.tmp`, synced, then renamed over what
/// has the name, and the folder synced. Links are never followed. Throws std::system_error; then
/// nothing has the name that had it not before.
void write_durably(int folder, const std::string& name, ByteSource& bytes,
                   unsigned permissions = 0640);
void write_durably(int folder, const std::string& name, std::string_view bytes,
                   unsigned permissions = 0640);

}  // namespace weighbridge::spool
