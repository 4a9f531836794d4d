#include "mappings/maps/written_discount.hpp"

namespace weighbridge::maps {

namespace {

constexpr char kMark = '#';
constexpr std::string_view kOffer = "#SKONTO#";
constexpr Decimal kWhole = Decimal::from_integer(100);  // percent

/// Takes "NAME=number#" off the front of `rest`; nothing, and `rest` as it was, when it is not
/// there.
std::optional<Decimal> take_number(std::string_view name, std::string_view& rest) {
  if (!rest.starts_with(name)) return std::nullopt;
  const std::size_t end = rest.find(kMark, name.size());
  if (end == std::string_view::npos) return std::nullopt;
  const auto number = Decimal::parse(rest.substr(name.size(), end - name.size()));
  if (!number) return std::nullopt;
  rest.remove_prefix(end + 1);
  return *number;
}

}  // namespace

std::optional<WrittenDiscount> written_discount(std::string_view text) {
  for (std::size_t at = text.find(kOffer); at != std::string_view::npos;
       at = text.find(kOffer, at + 1)) {
    std::string_view rest = text.substr(at + kOffer.size());
    const auto days = take_number("TAGE=", rest);
    const auto percent = days ? take_number("PROZENT=", rest) : std::nullopt;
    const bool sensible = percent && !percent->is_negative() && *percent <= kWhole;
    if (sensible && !rest.starts_with("BASISBETRAG=")) return WrittenDiscount{*days, *percent};
  }
  return std::nullopt;
}

}  // namespace weighbridge::maps
