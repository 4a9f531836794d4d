#include <zlib.h>

#include "gateway/as2/cms/open.hpp"

namespace weighbridge::as2::cms {
namespace {

constexpr std::size_t kPiece = 64U << 10U;
constexpr std::uint64_t kRatioFree = 1U << 20U;  // what is this small harms nobody at any ratio

using Why = OpenFailure::Why;

class Inflater {
 public:
  Inflater() { good_ = inflateInit(&stream_) == Z_OK; }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream_{};
  bool good_ = false;
};

Bytef* bytes_of(std::string& text) {
  return reinterpret_cast<Bytef*>(text.data());
}

}  // namespace

OpenResult<Slice> inflate(const Slice& cms, const InflateLimits& limits,
                          const spool::SpoolSettings& spool) {
  const auto parts = hollow(cms);
  if (!parts) return OpenFailure{Why::not_inflated, parts.error().message};
  if (parts->type != ContentType::compressed || !parts->content)
    return OpenFailure{Why::not_inflated, "not a CompressedData structure"};
  const auto source = parts->open_content();
  spool::PayloadWriter writer(spool);
  Inflater inflater;
  if (!inflater.good_) throw std::bad_alloc();
  std::string in(kPiece, '\0'), out(kPiece, '\0');
  std::uint64_t read = 0, written = 0;
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    const std::size_t n = source->read(in);
    if (n == 0) return OpenFailure{Why::not_inflated, "the compressed data ends too early"};
    read += n;
    inflater.stream_.next_in = bytes_of(in);
    inflater.stream_.avail_in = static_cast<uInt>(n);
    do {
      inflater.stream_.next_out = bytes_of(out);
      inflater.stream_.avail_out = static_cast<uInt>(out.size());
      status = ::inflate(&inflater.stream_, Z_NO_FLUSH);
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
        return OpenFailure{Why::not_inflated, "the compressed data is damaged"};
      const std::size_t made = out.size() - inflater.stream_.avail_out;
      written += made;
      const bool bomb = written > kRatioFree && written / limits.ratio_max > read;
      if (bomb || written > limits.bytes_max || !writer.write({out.data(), made}))
        return OpenFailure{Why::too_large, "the data inflates to more than is allowed"};
    } while (status != Z_STREAM_END &&
             (inflater.stream_.avail_in > 0 || inflater.stream_.avail_out == 0));
  }
  return Slice(writer.finish());
}

}  // namespace weighbridge::as2::cms
