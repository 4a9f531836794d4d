#include "gateway/operate/notify.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace weighbridge::operate {

void notify_service_manager(std::string_view state) {
  const char* name = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (name == nullptr || *name == '\0' || std::strlen(name) >= sizeof address.sun_path) return;
  std::memcpy(&address.sun_path[0], name, std::strlen(name));
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(name));
  // The abstract namespace: its names begin with a zero byte, written as '@'.
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return;
  const void* generic = &address;
  // A service manager that does not listen is not our failure.
  static_cast<void>(::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL,
                             static_cast<const sockaddr*>(generic), length));
  ::close(socket);
}

}  // namespace weighbridge::operate
