#include "gateway/curl/address_guard.hpp"

#include <array>
#include <cstdint>
#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>

namespace weighbridge::curl {
namespace {

enum class Reach : unsigned char { open, internal, never };

struct Block {
  std::uint32_t first;  ///< of IPv4, in host order
  int bits;
  Reach reach;
};

constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24U | b << 16U | c << 8U | d;
}

/// The special-purpose addresses of IANA's registry (RFC 6890 and its successors).
constexpr std::array kBlocks = {
    Block{ip(0, 0, 0, 0), 8, Reach::never},         // this network
    Block{ip(10, 0, 0, 0), 8, Reach::internal},     // private use
    Block{ip(100, 64, 0, 0), 10, Reach::internal},  // a provider's own
    Block{ip(127, 0, 0, 0), 8, Reach::internal},    // this host
    Block{ip(169, 254, 0, 0), 16, Reach::never},    // link-local: a cloud's metadata
    Block{ip(172, 16, 0, 0), 12, Reach::internal},
    Block{ip(192, 0, 0, 0), 24, Reach::never},  // protocol assignments
    Block{ip(192, 0, 2, 0), 24, Reach::never},  // documentation
    Block{ip(192, 168, 0, 0), 16, Reach::internal},
    Block{ip(198, 18, 0, 0), 15, Reach::internal},  // benchmarks
    Block{ip(198, 51, 100, 0), 24, Reach::never},
    Block{ip(203, 0, 113, 0), 24, Reach::never},
    Block{ip(224, 0, 0, 0), 3, Reach::never},  // multicast, reserved, broadcast
};

Reach reach_of(std::uint32_t address) {
  for (const Block& block : kBlocks)
    if ((address ^ block.first) >> (32 - block.bits) == 0) return block.reach;
  return Reach::open;
}

std::uint32_t four_bytes(const std::uint8_t* bytes) {
  return ip(bytes[0], bytes[1], bytes[2], bytes[3]);
}

Reach reach_of(const in6_addr& address) {
  const std::uint8_t* bytes = address.s6_addr;
  constexpr std::array<std::uint8_t, 12> kNothing{};
  constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  constexpr std::array<std::uint8_t, 12> kTranslated = {0, 0x64, 0xFF, 0x9B};  // NAT64
  if (std::memcmp(bytes, kMapped.data(), kMapped.size()) == 0 ||
      std::memcmp(bytes, kTranslated.data(), kTranslated.size()) == 0)
    return reach_of(four_bytes(bytes + 12));
  if (std::memcmp(bytes, kNothing.data(), kNothing.size()) == 0)
    return four_bytes(bytes + 12) == 1 ? Reach::internal : Reach::never;
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return reach_of(four_bytes(bytes + 2));  // 6to4
  if ((bytes[0] & 0xFEU) == 0xFC) return Reach::internal;                            // unique local
  const bool is_global = (bytes[0] & 0xE0U) == 0x20;
  const bool is_documentation = four_bytes(bytes) == 0x20010DB8U;
  return is_global && !is_documentation ? Reach::open : Reach::never;
}

}  // namespace

bool may_connect(const sockaddr& address, Network network) {
  Reach reach = Reach::never;
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    reach = reach_of(ntohl(v4.sin_addr.s_addr));
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    reach = reach_of(v6.sin6_addr);
  }
  return reach == Reach::open || (reach == Reach::internal && network == Network::internal);
}

}  // namespace weighbridge::curl
