#include "gateway/receive/folder_files.hpp"

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/receive/file_names.hpp"
#include "gateway/receive/whole_file.hpp"

namespace weighbridge::receive {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;

/// The partner writes into in/ and reads outbox/ and error/; by group, where it is another user.
constexpr mode_t kShared = 02770;
constexpr mode_t kOurs = 0700;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::system_category(), what);
}

spool::Descriptor open_or_make(const std::string& path, mode_t mode) {
  if (::mkdir(path.c_str(), mode) == 0)
    ::chmod(path.c_str(), mode);  // what is left of the mode after the mask may be too little
  else if (errno != EEXIST)
    fail("cannot make the folder " + path);
  return spool::open_folder(path);
}

FileState state_of(const struct stat& info) {
  FileState state;
  state.type = S_ISREG(info.st_mode)   ? FileState::Type::regular
               : S_ISLNK(info.st_mode) ? FileState::Type::link
               : S_ISDIR(info.st_mode) ? FileState::Type::folder
                                       : FileState::Type::other;
  state.size = static_cast<std::uint64_t>(info.st_size);
  state.modified_ns = std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
  state.inode = info.st_ino;
  state.links = info.st_nlink;
  return state;
}

std::optional<FileState> look(int folder, const std::string& name) {
  struct stat info {};
  if (::fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0) return state_of(info);
  if (errno != ENOENT) fail("cannot look at " + name);
  return std::nullopt;
}

void list(int folder, const std::function<bool(const std::string&)>& visit) {
  const int own = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (own < 0) fail("cannot list a drop folder");
  const std::unique_ptr<DIR, int (*)(DIR*)> names(::fdopendir(own), &::closedir);
  if (!names) fail("cannot list a drop folder");
  while (const dirent* entry = ::readdir(names.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != ".." && !visit(name)) return;
  }
}

/// Waits for nobody: a FIFO that took the place of a file would.
spool::Descriptor open_file(int folder, const std::string& name) {
  return spool::Descriptor(
      ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

std::string read_at(int fd, std::uint64_t offset, std::size_t bytes) {
  std::string text(bytes, '\0');
  const ssize_t n = ::pread(fd, text.data(), bytes, static_cast<off_t>(offset));
  text.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
  return text;
}

/// Moves without replacing anything: where the name is taken, a number goes behind it.
void move(int from, const std::string& name, int to, const std::string& wanted) {
  constexpr int kTriesMax = 10'000;
  for (int number = 1; number < kTriesMax; ++number) {
    const std::string free = number == 1 ? wanted : wanted + '.' + std::to_string(number);
    if (::renameat2(from, name.c_str(), to, free.c_str(), RENAME_NOREPLACE) == 0) return;
    if (errno != EEXIST) fail("cannot move " + name);
    if (number == 1) {
      // Names that come every day would be counted up for ever: the time is free at once.
      timespec now{};
      ::clock_gettime(CLOCK_REALTIME, &now);
      const std::string dated = wanted + '.' + std::to_string(now.tv_sec);
      if (::renameat2(from, name.c_str(), to, dated.c_str(), RENAME_NOREPLACE) == 0) return;
    }
  }
  fail("cannot find a free name for " + name);
}

std::optional<Reason> flaw_of(const FileState& state, std::uint64_t bytes_max) {
  if (state.type == FileState::Type::link)
    return Reason{"it is a symbolic link, and links are not followed", "send the file itself"};
  if (state.type == FileState::Type::folder)
    return Reason{"it is a folder", "put files into the drop folder itself"};
  if (state.type != FileState::Type::regular)
    return Reason{"it is a FIFO, a socket or a device and no file", "send a plain file"};
  if (state.links != 1)
    return Reason{
        "the file has another name elsewhere (a hard link), so somebody else may change it",
        "send a copy"};
  if (state.size > bytes_max)
    return Reason{"it has " + std::to_string(state.size) + " bytes; the folder takes " +
                      std::to_string(bytes_max),
                  "send the documents in several files, or raise `bytes_max` of the folder"};
  if (state.size == 0) return Reason{"the file is empty", "send it again; it was never written"};
  return std::nullopt;
}

}  // namespace

FolderFiles::FolderFiles(const std::string& path) : path_(path) {
  if (::mkdir(path.c_str(), 0750) != 0 && errno != EEXIST) fail("cannot make the folder " + path);
  in_ = open_or_make(path + "/in", kShared);
  working_ = open_or_make(path + "/working", kOurs);
  done_ = open_or_make(path + "/done", kOurs);
  error_ = open_or_make(path + "/error", kShared);
  open_or_make(path + "/outbox", kShared);
}

bool FolderFiles::is_current() const {
  struct stat held {
  }, named{};
  return ::fstat(in_.get(), &held) == 0 && ::lstat((path_ + "/in").c_str(), &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

void FolderFiles::list_in(const std::function<bool(const std::string&)>& visit) const {
  list(in_.get(), visit);
}

void FolderFiles::list_working(const std::function<bool(const std::string&)>& visit) const {
  list(working_.get(), visit);
}

std::optional<FileState> FolderFiles::look_in(const std::string& name) const {
  return look(in_.get(), name);
}

std::optional<FileState> FolderFiles::look_working(const std::string& name) const {
  return look(working_.get(), name);
}

std::string FolderFiles::missing_end_of(const std::string& name, std::uint64_t size) const {
  const spool::Descriptor file = open_file(in_.get(), name);
  if (!file.is_open()) return {};  // reading it will tell why
  const std::string head = read_at(file.get(), 0, kHeadLookedAt);
  const std::uint64_t tail_at = size > kTailLookedAt ? size - kTailLookedAt : 0;
  const std::string tail = read_at(file.get(), tail_at, kTailLookedAt);
  return std::string(missing_end(head, tail));
}

bool FolderFiles::claim(const std::string& name) const {
  if (::renameat2(in_.get(), name.c_str(), working_.get(), name.c_str(), RENAME_NOREPLACE) == 0)
    return true;
  if (errno == ENOENT || errno == EEXIST) return false;
  fail("cannot move " + name + " from " + path_ + "/in to working");
}

std::optional<spool::Payload> FolderFiles::read(const std::string& name, std::uint64_t bytes_max,
                                                const spool::SpoolSettings& spool, FileState& state,
                                                Reason& reason) const {
  const std::optional<FileState> before = look_working(name);
  if (!before) fail("lost " + name);
  state = *before;
  if (auto flaw = flaw_of(state, bytes_max)) {
    reason = std::move(*flaw);
    return std::nullopt;
  }
  const spool::Descriptor file = open_file(working_.get(), name);
  if (!file.is_open()) {
    if (errno != EACCES && errno != EPERM && errno != ELOOP && errno != ENXIO)
      fail("cannot open " + name);
    reason = {"the gateway may not read it",
              "let the server give uploads to its group: ForceCommand internal-sftp -u 0007"};
    return std::nullopt;
  }
  spool::PayloadWriter writer(spool);
  std::string room(kPieceBytes, '\0');
  while (true) {
    const ssize_t n = ::read(file.get(), room.data(), room.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot read " + name);
    if (n == 0) break;
    const bool fits = writer.size() + static_cast<std::uint64_t>(n) <= bytes_max;
    if (fits && writer.write({room.data(), static_cast<std::size_t>(n)})) continue;
    reason = {"it is larger than the gateway takes", "send the documents in several files"};
    return std::nullopt;
  }
  return writer.finish();
}

void FolderFiles::finish(const std::string& name) const {
  move(working_.get(), name, done_.get(), name);
}

std::size_t FolderFiles::clean_done(std::chrono::system_clock::time_point before,
                                    std::size_t limit) const {
  const std::time_t oldest = std::chrono::system_clock::to_time_t(before);
  std::vector<std::string> old;
  list(done_.get(), [&](const std::string& name) {
    struct stat found {};
    // When it was moved here, not when the partner wrote it.
    if (::fstatat(done_.get(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(found.st_mode) && found.st_ctim.tv_sec < oldest)
      old.push_back(name);
    return old.size() < limit;
  });
  std::size_t removed = 0;
  for (const std::string& name : old)
    if (::unlinkat(done_.get(), name.c_str(), 0) == 0) ++removed;
  return removed;
}

void FolderFiles::refuse(const std::string& name, const Reason& reason) const {
  const std::string text = "what:  " + name + "\nwhere: " + path_ + "/error/" + name +
                           "\nwhy:   " + reason.why + "\nmend:  " + reason.mend + "\n";
  spool::write_durably(error_.get(), safe_name(name) + ".reason.txt", text);
  move(working_.get(), name, error_.get(), name);
}

}  // namespace weighbridge::receive
