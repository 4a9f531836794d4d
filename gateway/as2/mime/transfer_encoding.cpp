#include <array>
#include <memory>

#include "gateway/as2/mime/multipart.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2::mime {
namespace {

constexpr std::size_t kPiece = 64U << 10U;

/// Takes encoded bytes piece by piece and gives the decoded ones.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// False when the bytes are not of this encoding.
  virtual bool decode(std::string_view piece, std::string& out) = 0;
  virtual bool finish(std::string& out) = 0;
};

constexpr std::array<signed char, 256> base64_digits() {
  std::array<signed char, 256> digits{};
  for (auto& digit : digits) digit = -1;
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<signed char>(i);
  return digits;
}

class Base64Decoder final : public Decoder {
 public:
  bool decode(std::string_view piece, std::string& out) override {
    static constexpr auto kDigits = base64_digits();
    for (const char c : piece) {
      if (is_blank(c)) continue;
      if (c == '=') {
        padded_ = true;
        continue;
      }
      const signed char digit = kDigits[static_cast<unsigned char>(c)];
      if (digit < 0 || padded_) return false;
      held_ = (held_ << 6U | static_cast<unsigned>(digit)) & 0xFFFFFFU;
      bits_ += 6;
      if (bits_ < 8) continue;
      bits_ -= 8;
      out += static_cast<char>(held_ >> bits_ & 0xFFU);
    }
    return true;
  }
  bool finish(std::string&) override { return bits_ < 6; }

 private:
  unsigned held_ = 0, bits_ = 0;
  bool padded_ = false;
};

class QuotedPrintableDecoder final : public Decoder {
 public:
  bool decode(std::string_view piece, std::string& out) override {
    pending_.append(piece);
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = pending_.find('\n', begin)) != std::string::npos;
         begin = end + 1)
      if (!decode_line(std::string_view(pending_).substr(begin, end - begin), true, out))
        return false;
    pending_.erase(0, begin);
    return pending_.size() <= kPiece;  // lines are at most 76 characters long
  }
  bool finish(std::string& out) override { return decode_line(pending_, false, out); }

 private:
  static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
  }

  static bool decode_line(std::string_view line, bool ended, std::string& out) {
    const bool cr = !line.empty() && line.back() == '\r';
    if (cr) line.remove_suffix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    const bool soft = !line.empty() && line.back() == '=';
    if (soft) line.remove_suffix(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] != '=') {
        out += line[i];
        continue;
      }
      if (i + 2 >= line.size()) return false;
      const int high = hex(line[i + 1]), low = hex(line[i + 2]);
      if (high < 0 || low < 0) return false;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (ended && !soft) out.append(cr ? "\r\n" : "\n");
    return true;
  }

  std::string pending_;
};

std::unique_ptr<Decoder> decoder_of(TransferEncoding encoding) {
  if (encoding == TransferEncoding::base64) return std::make_unique<Base64Decoder>();
  return std::make_unique<QuotedPrintableDecoder>();
}

}  // namespace

TransferEncoding transfer_encoding(const http::Fields& fields) {
  const std::string name = read_structured(fields["Content-Transfer-Encoding"]).value;
  if (name.empty() || name == "7bit" || name == "8bit" || name == "binary")
    return TransferEncoding::identity;
  if (name == "base64") return TransferEncoding::base64;
  if (name == "quoted-printable") return TransferEncoding::quoted_printable;
  return TransferEncoding::unknown;
}

Result<Slice> decode_body(const Slice& body, TransferEncoding encoding,
                          const spool::SpoolSettings& spool) {
  if (encoding == TransferEncoding::identity) return body;
  if (encoding == TransferEncoding::unknown)
    return Malformed{"the transfer encoding of a part is not known"};
  const auto decoder = decoder_of(encoding);
  spool::PayloadWriter writer(spool);
  const auto source = body.open();
  std::string piece(kPiece, '\0'), decoded;
  while (const std::size_t n = source->read(piece)) {
    decoded.clear();
    if (!decoder->decode(std::string_view(piece).substr(0, n), decoded))
      return Malformed{"a part is not in the transfer encoding that it states"};
    if (!writer.write(decoded)) return Malformed{"a part is too large"};
  }
  decoded.clear();
  if (!decoder->finish(decoded))
    return Malformed{"a part ends in the middle of its transfer encoding"};
  if (!writer.write(decoded)) return Malformed{"a part is too large"};
  return Slice(writer.finish());
}

}  // namespace weighbridge::as2::mime
