#include "gateway/deliver/folder.hpp"

#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cases/sha256.hpp"
#include "gateway/deliver/outgoing_name.hpp"
#include "gateway/spool/durable_file.hpp"

namespace weighbridge::deliver {
namespace {

constexpr unsigned kReadableByPartner = 0640;

/// What the name stands for in the outbox so far.
enum class Taken : unsigned char { free, by_the_same, by_another };

Taken look(int outbox, const std::string& name, const spool::Payload& bytes) {
  const spool::Descriptor file(
      ::openat(outbox, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) return errno == ENOENT ? Taken::free : Taken::by_another;
  struct stat info {};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode) ||
      static_cast<std::uint64_t>(info.st_size) != bytes.size())
    return Taken::by_another;
  cases::Sha256 hash;
  std::string room(64U << 10U, '\0');
  while (true) {
    const ssize_t n = ::read(file.get(), room.data(), room.size());
    if (n < 0) return Taken::by_another;
    if (n == 0) break;
    hash.update({room.data(), static_cast<std::size_t>(n)});
  }
  return hash.hex() == bytes.sha256() ? Taken::by_the_same : Taken::by_another;
}

Result write(const std::string& path, const Outbound& message) {
  const spool::Descriptor outbox = spool::open_folder(path);
  std::string name = outgoing_name(message);
  Taken taken = look(outbox.get(), name, message.bytes);
  if (taken == Taken::by_another) {
    name = outgoing_name_with_id(message);
    taken = look(outbox.get(), name, message.bytes);
  }
  if (taken != Taken::by_the_same) {
    const auto bytes = message.bytes.open();
    spool::write_durably(outbox.get(), name, *bytes, kReadableByPartner);
  }
  return Delivered{{{"file", path + '/' + name}}};
}

}  // namespace

FolderDeliverer::FolderDeliverer(std::vector<receive::DropFolder> folders) {
  use(std::move(folders));
}

void FolderDeliverer::use(std::vector<receive::DropFolder> folders) {
  const std::scoped_lock lock(mutex_);
  folders_.clear();
  for (receive::DropFolder& folder : folders) {
    const std::string partner = folder.partner;
    folders_.insert_or_assign(partner, std::move(folder));
  }
}

Result FolderDeliverer::deliver(const Outbound& message) {
  std::string path;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = folders_.find(message.partner);
    if (found != folders_.end()) path = found->second.path.string() + "/outbox";
  }
  if (path.empty())
    return Failed{false, "TRANSPORT", "the partner " + message.partner + " has no drop folder",
                  "add the section `folder` to its partner file"};
  try {
    return write(path, message);
  } catch (const std::system_error& failure) {
    return Failed{true, "TRANSPORT", failure.what(),
                  "check that the folder is there, writable and not full"};
  }
}

}  // namespace weighbridge::deliver
