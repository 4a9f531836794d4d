#include "gateway/as2/receipt_target.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "gateway/as2/headers.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

struct Network {
  std::array<unsigned char, 16> prefix;
  unsigned bits;
};

/// All of IPv6 that may not be reached, IPv4 mapped into it (RFC 6890 and its registries).
constexpr std::array<unsigned char, 16> mapped(unsigned char a, unsigned char b,
                                               unsigned char c = 0) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, 0};
}
constexpr std::array kReserved{
    Network{mapped(0, 0), 104},
    Network{mapped(10, 0), 104},
    Network{mapped(100, 64), 106},
    Network{mapped(127, 0), 104},
    Network{mapped(169, 254), 112},
    Network{mapped(172, 16), 108},
    Network{mapped(192, 0, 0), 120},
    Network{mapped(192, 0, 2), 120},
    Network{mapped(192, 168), 112},
    Network{mapped(198, 18), 111},
    Network{mapped(198, 51, 100), 120},
    Network{mapped(203, 0, 113), 120},
    Network{mapped(224, 0), 99},            // multicast, reserved and broadcast
    Network{{0}, 96},                       // ::, ::1 and IPv4-compatible
    Network{{0x00, 0x64, 0xFF, 0x9B}, 96},  // NAT64: what it leads to is not ours to see
    Network{{0x01, 0x00}, 64},
    Network{{0x20, 0x01, 0x0D, 0xB8}, 32},
    Network{{0x20, 0x02}, 16},
    Network{{0xFC}, 7},
    Network{{0xFE, 0x80}, 10},
    Network{{0xFE, 0xC0}, 10},
    Network{{0xFF}, 8},
};

bool is_in(const std::array<unsigned char, 16>& address, const Network& network) {
  const unsigned whole = network.bits / 8, rest = network.bits % 8;
  if (!std::equal(address.begin(), address.begin() + whole, network.prefix.begin())) return false;
  if (rest == 0) return true;
  const unsigned mask = 0xFFU << (8 - rest) & 0xFFU;
  return (address[whole] & mask) == (network.prefix[whole] & mask);
}

/// The host of a URL as an address, where it is one.
std::optional<sockaddr_storage> literal(std::string_view host) {
  std::string text(host);
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  sockaddr_storage storage{};
  auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
  if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
    storage.ss_family = AF_INET;
    return storage;
  }
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
  if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
    storage.ss_family = AF_INET6;
    return storage;
  }
  return std::nullopt;
}

}  // namespace

bool is_named_host(std::string_view host, const Partner& partner) {
  if (const auto own = read_receipt_url(partner.send.url); own && own->host == host) return true;
  return std::any_of(partner.mdn_hosts.begin(), partner.mdn_hosts.end(),
                     [&](const std::string& named) { return equal_but_case(named, host); });
}

std::optional<std::string> forbidden_target(std::string_view url, const Partner& partner,
                                            const Limits& limits) {
  const auto target = read_receipt_url(url);
  if (!target) return "not an http or https address without credentials";
  if (is_named_host(target->host, partner) || limits.mdn_to_private_addresses) return std::nullopt;
  if (const auto address = literal(target->host))
    if (!is_public(reinterpret_cast<const sockaddr&>(*address))) return "not a public address";
  if (target->host == "localhost" || target->host.ends_with(".localhost"))
    return "not a public address";
  return std::nullopt;
}

bool is_public(const sockaddr& address) {
  std::array<unsigned char, 16> bytes{};
  if (address.sa_family == AF_INET) {
    bytes = mapped(0, 0);
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    std::memcpy(bytes.data() + 12, &v4.sin_addr, 4);
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    std::memcpy(bytes.data(), &v6.sin6_addr, 16);
  } else {
    return false;
  }
  return std::none_of(kReserved.begin(), kReserved.end(),
                      [&](const Network& network) { return is_in(bytes, network); });
}

}  // namespace weighbridge::as2
