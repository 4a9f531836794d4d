// Bytes as they lie in the file: in pieces, each packed with zstd where that makes it smaller.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace weighbridge::store::sqlite {

/// Large enough that a message of ordinary size is one piece, small enough to be held in memory.
constexpr std::size_t kPieceBytes = 1U << 20U;

/// Packs and unpacks pieces. Not for two threads at once.
class Packer {
 public:
  Packer();
  ~Packer();
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  /// Nothing when `piece` would not become smaller. Valid until the next call.
  std::optional<std::string_view> pack(std::string_view piece);
  /// Nothing when these are no bytes of ours. Valid until the next call.
  std::optional<std::string_view> unpack(std::string_view packed);

 private:
  struct Contexts;
  std::unique_ptr<Contexts> contexts_;
  std::string room_;
};

}  // namespace weighbridge::store::sqlite
