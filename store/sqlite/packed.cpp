#include "store/sqlite/packed.hpp"

#include <new>

#include <zstd.h>

namespace weighbridge::store::sqlite {

namespace {

// EDI halves and more at once; higher levels cost several times as much and save little.
constexpr int kLevel = 1;
// Below, the frame eats what is saved.
constexpr std::size_t kWorthwhile = 128;

}  // namespace

struct Packer::Contexts {
  ZSTD_CCtx* pack = nullptr;
  ZSTD_DCtx* unpack = nullptr;

  Contexts() = default;
  Contexts(const Contexts&) = delete;
  Contexts& operator=(const Contexts&) = delete;
  ~Contexts() {
    ZSTD_freeCCtx(pack);
    ZSTD_freeDCtx(unpack);
  }
};

Packer::Packer() : contexts_(std::make_unique<Contexts>()) {}
Packer::~Packer() = default;

std::optional<std::string_view> Packer::pack(std::string_view piece) {
  if (piece.size() < kWorthwhile) return std::nullopt;
  if (contexts_->pack == nullptr) contexts_->pack = ZSTD_createCCtx();
  if (contexts_->pack == nullptr) throw std::bad_alloc();
  if (room_.size() < ZSTD_compressBound(piece.size()))
    room_.resize(ZSTD_compressBound(piece.size()));
  const std::size_t size = ZSTD_compressCCtx(contexts_->pack, room_.data(), room_.size(),
                                             piece.data(), piece.size(), kLevel);
  if (ZSTD_isError(size) != 0 || size >= piece.size()) return std::nullopt;
  return std::string_view(room_).substr(0, size);
}

std::optional<std::string_view> Packer::unpack(std::string_view packed) {
  if (contexts_->unpack == nullptr) contexts_->unpack = ZSTD_createDCtx();
  if (contexts_->unpack == nullptr) throw std::bad_alloc();
  if (room_.size() < kPieceBytes) room_.resize(kPieceBytes);
  const std::size_t size = ZSTD_decompressDCtx(contexts_->unpack, room_.data(), room_.size(),
                                               packed.data(), packed.size());
  if (ZSTD_isError(size) != 0) return std::nullopt;
  return std::string_view(room_).substr(0, size);
}

}  // namespace weighbridge::store::sqlite
