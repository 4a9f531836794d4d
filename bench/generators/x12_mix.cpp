#include "bench/generators/x12_mix.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "examples/generator/random.hpp"
#include "examples/generator/x12_documents.hpp"
#include "examples/generator/x12_writer.hpp"

namespace weighbridge::bench {

namespace {

using generator::HlShape;
using generator::Random;
using generator::X12Charge;
using generator::X12Dialect;
using generator::X12Invoice;
using generator::X12Line;
using generator::X12ShipNotice;
using generator::X12Stamp;
using generator::X12Writer;

struct Partner {
  std::string_view qualifier, id, name;
  X12Dialect dialect;
  HlShape shape;
};

// clang-format off
constexpr std::array<Partner, 6> kPartners{{
    {"ZZ", "HALCYONPARTS",  "HALCYON PARTS",   {'*', '>', '^', '~', "", "004010", true},     HlShape::soi},
    {"01", "081940553",     "TERN MILLS",      {'|', ':', '^', '\n', "", "005010", true},    HlShape::sopi},
    {"12", "6125550133",    "OSPREY ELECTRIC", {'*', '>', '^', '~', "\r\n", "004010", true}, HlShape::sotpi},
    {"ZZ", "BRANTCASTINGS", "BRANT CASTINGS",  {'+', ':', '^', '\'', "\n", "004010", true},  HlShape::si},
    {"08", "9254110060",    "PLOVER FOODS",    {'*', ':', '^', '~', "\n", "005010", true},   HlShape::sotpi},
    {"ZZ", "DUNLIN",        "DUNLIN TOOLS",    {'*', '>', '^', '~', "", "004010", true},     HlShape::soi},
}};
// clang-format on

constexpr std::array<std::string_view, 8> kGoods{
    "HEX BOLT M8X40 ZINC",     "CABLE TIE 200MM BLACK", "PACKING TAPE 48MM CLEAR",
    "BALL VALVE 1/2 IN BRASS", "LED LAMP 9W E27",       "SAFETY GLOVE SIZE 9",
    "CORRUGATED BOX 12X9X6",   "SEALING RING 40X3 NBR"};
constexpr std::array<std::string_view, 4> kUnits{"EA", "CA", "BX", "EA"};
constexpr std::array<std::string_view, 3> kSites{"DC01", "DC02", "DC07"};
constexpr std::array<std::string_view, 4> kCarriers{"RDWY", "FXFE", "UPSN", "ODFL"};

std::string padded(std::uint64_t value, int width) {
  std::array<char, 32> text{};
  const int n = std::snprintf(text.data(), text.size(), "%0*llu", width,
                              static_cast<unsigned long long>(value));
  return {text.data(), static_cast<std::size_t>(n)};
}

/// Cents with an explicit point and without superfluous zeros, as X12 prints a price.
std::string decimal(std::uint64_t cents) {
  std::string text = std::to_string(cents / 100);
  const std::uint64_t rest = cents % 100;
  if (rest == 0) return text;
  text += '.';
  text += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) text += static_cast<char>('0' + rest % 10);
  return text;
}

/// One partner's documents, one after another, out of one stream of random numbers.
class Traffic {
 public:
  explicit Traffic(std::uint64_t seed) : random_(seed) {}

  void interchange(std::string& out) {
    const Partner& partner = random_.pick(std::span<const Partner>(kPartners));
    date_ = "202603" + padded(number(1, 28), 2);
    time_ = padded(number(0, 23), 2) + padded(number(0, 59), 2);
    const X12Stamp stamp{date_, time_};
    X12Writer writer(partner.dialect, out);
    writer.begin_interchange({partner.qualifier, partner.id}, {"ZZ", "NORTHGATE"},
                             ++interchanges_ % 1'000'000'000U, stamp);
    const std::uint64_t groups = number(1, 3);
    for (std::uint64_t group = 1; group <= groups; ++group) {
      const bool shipping = random_.chance(50);
      writer.begin_group(shipping ? "SH" : "IN", static_cast<std::uint32_t>(group), stamp);
      for (std::uint64_t sets = number(1, 12); sets > 0; --sets) {
        if (shipping) {
          write_ship_notice(writer, ship_notice(partner), partner.shape);
        } else {
          write_invoice(writer, invoice(partner));
        }
      }
      writer.end_group();
    }
    writer.end_interchange();
  }

 private:
  std::uint64_t number(std::int64_t low, std::int64_t high) {
    return static_cast<std::uint64_t>(random_.between(low, high));
  }

  /// Most documents are short, a few are very long.
  std::uint64_t lines_of_document() {
    const std::uint64_t kind = number(1, 100);
    if (kind <= 60) return number(2, 12);
    return kind <= 95 ? number(13, 60) : number(61, 400);
  }

  X12Line line(std::uint64_t index) {
    const std::uint64_t item = number(0, 4999);
    X12Line line;
    line.line = std::to_string(index);
    line.ids = {{"BP", "SKU-" + padded(item, 5)}, {"VP", "V" + padded(item * 37 % 90'000, 6)}};
    if (random_.chance(50)) line.ids.emplace_back("UP", padded(614'141'000'000 + item, 12));
    line.uom = random_.pick(std::span<const std::string_view>(kUnits));
    if (random_.chance(70))
      line.description = random_.pick(std::span<const std::string_view>(kGoods));
    return line;
  }

  static std::string sscc(std::uint64_t serial) { return "000614141" + padded(serial, 11); }

  X12ShipNotice ship_notice(const Partner& partner) {
    X12ShipNotice notice;
    notice.number = "SHP" + padded(++documents_, 8);
    notice.date = notice.shipped = date_;
    notice.time = time_;
    notice.expected = "202604" + padded(number(1, 28), 2);
    notice.carrier = random_.pick(std::span<const std::string_view>(kCarriers));
    notice.bill_of_lading = "BOL" + padded(documents_ * 7, 9);
    notice.ship_from_name = partner.name;
    notice.ship_from = partner.id;
    notice.ship_to = random_.pick(std::span<const std::string_view>(kSites));
    std::uint64_t left = lines_of_document();
    std::uint64_t total = 0;
    std::uint64_t carried = 0;  // lines so far, over all orders of the shipment
    while (left > 0) {
      X12ShipNotice::Order& order = notice.orders.emplace_back();
      order.po = "PO" + padded(number(1, 9'999'999), 7);
      order.date = "202602" + padded(number(1, 28), 2);
      const std::uint64_t here = std::min(left, number(1, 40));
      for (std::uint64_t i = 1; i <= here; ++i) {
        ++carried;
        X12Line& item = order.lines.emplace_back(line(i));
        const std::uint64_t quantity = number(1, 480);
        total += quantity;
        item.quantity = std::to_string(quantity);
        // Two items to a carton, eight to a pallet; the first digit keeps the two ranges apart.
        item.pallet = sscc(1'000'000'000 + documents_ * 1000 + carried / 8);
        item.carton = sscc(2'000'000'000 + documents_ * 1000 + carried / 2);
      }
      left -= here;
    }
    notice.hash_total = std::to_string(total);
    return notice;
  }

  X12Invoice invoice(const Partner& partner) {
    X12Invoice invoice;
    invoice.number = "INV" + padded(++documents_, 8);
    invoice.date = date_;
    invoice.po = "PO" + padded(number(1, 9'999'999), 7);
    invoice.po_date = "202602" + padded(number(1, 28), 2);
    invoice.type = "DI";
    if (random_.chance(50)) invoice.currency = "USD";
    invoice.seller_name = partner.name;
    invoice.seller = partner.id;
    invoice.ship_to = random_.pick(std::span<const std::string_view>(kSites));
    invoice.terms_days = "30";
    std::uint64_t cents = 0;
    const std::uint64_t lines = lines_of_document();
    for (std::uint64_t i = 1; i <= lines; ++i) {
      X12Line& item = invoice.lines.emplace_back(line(i));
      const std::uint64_t quantity = number(1, 480);
      const std::uint64_t price = number(5, 25'000);
      item.quantity = std::to_string(quantity);
      item.unit_price = decimal(price);
      cents += quantity * price;
    }
    if (random_.chance(30)) {
      const std::uint64_t freight = number(1000, 40'000);
      invoice.charges.push_back({false, "D240", std::to_string(freight), "FREIGHT"});
      cents += freight;
    }
    invoice.total_cents = std::to_string(cents);
    return invoice;
  }

  Random random_;
  std::uint32_t interchanges_ = 0;
  std::uint64_t documents_ = 0;
  std::string date_, time_;
};

}  // namespace

void generate_x12_mix(const X12MixOptions& options,
                      const std::function<void(std::string_view)>& sink) {
  Traffic traffic(options.seed);
  std::string piece;
  for (std::uint64_t written = 0; written < options.bytes; written += piece.size()) {
    piece.clear();
    traffic.interchange(piece);
    sink(piece);
  }
}

std::string x12_mix(const X12MixOptions& options) {
  std::string all;
  all.reserve(options.bytes + (1U << 20U));
  generate_x12_mix(options, [&all](std::string_view piece) { all += piece; });
  return all;
}

}  // namespace weighbridge::bench
