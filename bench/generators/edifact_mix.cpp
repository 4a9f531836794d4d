#include "bench/generators/edifact_mix.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "examples/generator/random.hpp"

namespace weighbridge::bench {

namespace {

using generator::Random;

/// How one partner writes.
struct Partner {
  std::string_view id, una, line_end, directory;
  bool releases;  ///< texts with separators in them
};

// clang-format off
constexpr std::array<Partner, 4> kPartners{{
    {"4012345000009", "",          "",     "96A:UN:EAN005", false},
    {"8712345000004", "UNA:+.? '", "\r\n", "96A:UN",        false},
    {"5790000000005", "UNA:+.? '", "",     "01B:UN:EAN010", true},
    {"7350000000003", "UNA^*.? $", "\n",   "01B:UN",        false},
}};
constexpr std::array<std::string_view, 6> kGoods{
    "HEX BOLT M8X40 ZINC", "CABLE TIE 200MM BLACK", "PACKING TAPE 48MM CLEAR",
    "BALL VALVE BRASS",    "LED LAMP 9W E27",       "SAFETY GLOVE SIZE 9"};
// clang-format on

std::string padded(std::uint64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::string decimal(std::uint64_t cents) {
  return std::to_string(cents / 100) + "." + padded(cents % 100, 2);
}

class Traffic {
 public:
  explicit Traffic(std::uint64_t seed) : random_(seed) {}

  void interchange(std::string& out) {
    out_ = &out;
    partner_ = &random_.pick(std::span<const Partner>(kPartners));
    const std::string_view una = partner_->una;
    component_ = una.empty() ? ':' : una[3];
    element_ = una.empty() ? '+' : una[4];
    terminator_ = una.empty() ? '\'' : una[8];
    out += una;
    const std::string reference = std::to_string(++interchanges_);
    segment("UNB", {"UNOC:3", std::string(partner_->id) + ":14", "5412345000013:14", "260301:1015",
                    reference});
    const std::uint64_t messages = number(1, 8);
    for (std::uint64_t i = 1; i <= messages; ++i) message(random_.chance(50), i);
    segment("UNZ", {std::to_string(messages), reference});
  }

 private:
  std::uint64_t number(std::int64_t low, std::int64_t high) {
    return static_cast<std::uint64_t>(random_.between(low, high));
  }

  /// Most messages are short, a few are very long.
  std::uint64_t lines_of_message() {
    const std::uint64_t kind = number(1, 100);
    if (kind <= 60) return number(2, 12);
    return kind <= 95 ? number(13, 60) : number(61, 400);
  }

  /// `elements` are written with the usual separators; the partner's stand in the text.
  void segment(std::string_view tag, std::initializer_list<std::string> elements) {
    *out_ += tag;
    for (const std::string& element : elements) {
      *out_ += element_;
      for (const char c : element) *out_ += c == ':' ? component_ : c;
    }
    *out_ += terminator_;
    *out_ += partner_->line_end;
    ++segments_;
  }

  void message(bool shipping, std::uint64_t index) {
    segments_ = 0;
    const std::string reference = std::to_string(index);
    segment("UNH",
            {reference, (shipping ? "DESADV:D:" : "INVOIC:D:") + std::string(partner_->directory)});
    if (shipping)
      despatch_advice();
    else
      invoice();
    const std::string count = std::to_string(segments_ + 1);
    segment("UNT", {count, reference});
  }

  void parties() {
    segment("NAD", {"BY", "5412345000013::9"});
    segment("NAD", {"SU", std::string(partner_->id) + "::9"});
    segment("NAD", {"DP", "54123450000" + padded(number(20, 29), 2) + "::9"});
  }

  void item(std::uint64_t index) {
    const std::uint64_t sku = number(0, 4999);
    const bool early = partner_->directory.starts_with("96A");
    segment("LIN",
            {std::to_string(index), "", "0401234" + padded(sku, 7) + (early ? ":EN" : ":SRV")});
    segment("PIA",
            {"1", "SKU-" + padded(sku, 5) + ":IN", "V" + padded(sku * 37 % 90'000, 6) + ":SA"});
    std::string text(random_.pick(std::span<const std::string_view>(kGoods)));
    if (partner_->releases) text += " 3?'";
    segment("IMD", {"F", "", ":::" + text});
  }

  void despatch_advice() {
    segment("BGM", {"351", "DES" + padded(++documents_, 8), "9"});
    segment("DTM", {"137:20260301:102"});
    segment("DTM", {"11:20260301:102"});
    segment("DTM", {"17:202603051200:203"});
    segment("RFF", {"ON:PO" + padded(number(1, 9'999'999), 7)});
    parties();
    segment("CPS", {"1"});
    const std::uint64_t lines = lines_of_message();
    std::uint64_t package = 1;
    for (std::uint64_t i = 1; i <= lines; ++i) {
      if (i % 4 == 1) {
        segment("CPS", {std::to_string(++package), "1"});
        segment("PAC", {"1", "", "201"});
        segment("PCI", {"33E"});
        segment("GIN", {"BJ", "3401234" + padded(documents_ * 1000 + package, 11)});
      }
      item(i);
      segment("QTY", {"12:" + std::to_string(number(1, 480)) + ":PCE"});
      segment("RFF", {"ON:PO" + padded(number(1, 9'999'999), 7) + ":" + std::to_string(i * 10)});
    }
    segment("CNT", {"2:" + std::to_string(lines)});
  }

  void invoice() {
    segment("BGM", {"380", "INV" + padded(++documents_, 8), "9"});
    segment("DTM", {"137:20260310:102"});
    segment("RFF", {"ON:PO" + padded(number(1, 9'999'999), 7)});
    parties();
    segment("CUX", {"2:EUR:4"});
    std::uint64_t total = 0;
    const std::uint64_t lines = lines_of_message();
    for (std::uint64_t i = 1; i <= lines; ++i) {
      item(i);
      const std::uint64_t quantity = number(1, 480);
      const std::uint64_t price = number(5, 25'000);
      total += quantity * price;
      segment("QTY", {"47:" + std::to_string(quantity) + ":PCE"});
      segment("MOA", {"203:" + decimal(quantity * price)});
      segment("PRI", {"AAA:" + decimal(price)});
    }
    segment("UNS", {"S"});
    segment("CNT", {"2:" + std::to_string(lines)});
    segment("MOA", {"79:" + decimal(total)});
    segment("MOA", {"77:" + decimal(total)});
  }

  Random random_;
  std::string* out_ = nullptr;
  const Partner* partner_ = nullptr;
  char component_ = ':', element_ = '+', terminator_ = '\'';
  std::uint64_t interchanges_ = 0, documents_ = 0, segments_ = 0;
};

}  // namespace

void generate_edifact_mix(const EdifactMixOptions& options,
                          const std::function<void(std::string_view)>& sink) {
  Traffic traffic(options.seed);
  std::string piece;
  for (std::uint64_t written = 0; written < options.bytes; written += piece.size()) {
    piece.clear();
    traffic.interchange(piece);
    sink(piece);
  }
}

std::string edifact_mix(const EdifactMixOptions& options) {
  std::string out;
  out.reserve(options.bytes + (std::size_t{1} << 20));
  generate_edifact_mix(options, [&](std::string_view piece) { out += piece; });
  return out;
}

}  // namespace weighbridge::bench
