#include "gateway/as2/mime/slice.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::as2 {
namespace {

constexpr std::size_t kBuffer = 64U << 10U;

class BoundedSource final : public ByteSource {
 public:
  BoundedSource(std::unique_ptr<ByteSource> source, std::uint64_t left)
      : source_(std::move(source)), left_(left) {}

  std::size_t read(std::span<char> room) override {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left_, room.size()));
    if (wanted == 0) return 0;
    const std::size_t n = source_->read(room.first(wanted));
    left_ -= n;
    return n;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  std::uint64_t left_;
};

}  // namespace

Slice Slice::part(std::uint64_t offset, std::uint64_t size) const {
  Slice slice = *this;
  const std::uint64_t begin = std::min(offset, size_);
  slice.offset_ = offset_ + begin;
  slice.size_ = std::min(size, size_ - begin);
  return slice;
}

std::optional<std::string_view> Slice::in_memory() const {
  const auto memory = payload_.in_memory();
  if (!memory) return std::nullopt;
  return memory->substr(offset_, size_);
}

std::string Slice::head(std::size_t max) const {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(max, size_));
  if (const auto memory = in_memory()) return std::string(memory->substr(0, wanted));
  std::string bytes(wanted, '\0');
  const auto source = open();
  std::size_t done = 0;
  while (done < wanted) {
    const std::size_t n = source->read({bytes.data() + done, wanted - done});
    if (n == 0) break;
    done += n;
  }
  bytes.resize(done);
  return bytes;
}

std::string Slice::text() const {
  return head(static_cast<std::size_t>(size_));
}

std::unique_ptr<ByteSource> Slice::open(std::uint64_t from) const {
  const std::uint64_t begin = std::min(from, size_);
  return std::make_unique<BoundedSource>(payload_.open(offset_ + begin), size_ - begin);
}

std::optional<spool::Payload> Slice::payload(const spool::SpoolSettings& spool) const {
  if (offset_ == 0 && size_ == payload_.size()) return payload_;
  if (const auto memory = in_memory()) return spool::Payload::of(std::string(*memory));
  spool::PayloadWriter writer(spool);
  const auto source = open();
  std::string buffer(kBuffer, '\0');
  while (const std::size_t n = source->read(buffer))
    if (!writer.write(std::string_view(buffer).substr(0, n))) return std::nullopt;
  return writer.finish();
}

SliceCursor::SliceCursor(const Slice& slice) : slice_(slice), memory_(slice_.in_memory()) {}

std::string_view SliceCursor::ahead(std::size_t at_least) {
  if (at_end()) return {};
  if (memory_) return memory_->substr(position_);
  const std::uint64_t wanted = std::min<std::uint64_t>(at_least, slice_.size() - position_);
  if (position_ < buffer_at_ || position_ + wanted > buffer_at_ + buffer_.size()) fill();
  return std::string_view(buffer_).substr(position_ - buffer_at_);
}

void SliceCursor::fill() {
  buffer_ = slice_.part(position_, kBuffer).head(kBuffer);
  buffer_at_ = position_;
}

}  // namespace weighbridge::as2
