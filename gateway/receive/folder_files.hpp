// The five folders of a drop folder, held open: everything is done relative to them and never
// through a link, so that whoever fills in/ cannot lead us anywhere else.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "gateway/spool/durable_file.hpp"
#include "gateway/spool/payload.hpp"

namespace weighbridge::receive {

/// What lies under a name.
struct FileState {
  enum class Type : unsigned char { regular, link, folder, other };
  Type type = Type::other;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
  ino_t inode = 0;
  nlink_t links = 1;

  bool same_bytes(const FileState& other) const {
    return inode == other.inode && size == other.size && modified_ns == other.modified_ns;
  }
};

/// Why a file is not taken, for the file beside it.
struct Reason {
  std::string why, mend;
};

class FolderFiles {
 public:
  /// Opens the folders below `path` and makes those that are missing. Throws std::system_error.
  explicit FolderFiles(const std::string& path);

  /// A descriptor of in/, for watching; valid as long as *this.
  int in() const { return in_.get(); }
  /// Whether in/ still is the folder that was opened.
  bool is_current() const;
  /// Calls `visit` for every name in in/ or in working/ but `.` and `..`, until it returns false.
  void list_in(const std::function<bool(const std::string&)>& visit) const;
  void list_working(const std::function<bool(const std::string&)>& visit) const;

  /// What `name` in in/ or in working/ is; nothing when it is not there.
  std::optional<FileState> look_in(const std::string& name) const;
  std::optional<FileState> look_working(const std::string& name) const;
  /// What a whole file would end with and `name` in in/ does not (missing_end).
  std::string missing_end_of(const std::string& name, std::uint64_t size) const;

  /// Moves `name` from in/ to working/. False when it is gone, or one of its name is there still.
  /// Throws std::system_error.
  bool claim(const std::string& name) const;
  /// Reads a claimed file. Nothing when it is no plain file of its own, is larger than `bytes_max`
  /// or may not be read; `reason` then says so. Throws std::system_error when the disk fails.
  std::optional<spool::Payload> read(const std::string& name, std::uint64_t bytes_max,
                                     const spool::SpoolSettings& spool, FileState& state,
                                     Reason& reason) const;
  /// Moves a claimed file to done/, beside what may have its name there.
  void finish(const std::string& name) const;
  /// Removes files from done/ that were moved there before `before`, at most `limit`. Returns how
  /// many. What is no plain file stays.
  std::size_t clean_done(std::chrono::system_clock::time_point before, std::size_t limit) const;
  /// Moves a claimed file to error/, with NAME.reason.txt beside.
  void refuse(const std::string& name, const Reason& reason) const;

 private:
  std::string path_;
  spool::Descriptor in_, working_, done_, error_;
};

}  // namespace weighbridge::receive
