#include "examples/generator/catalogue.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace weighbridge::generator {

namespace {

using std::chrono::hours;

constexpr std::array<Site, 2> kSites{
    {{"DC01", "America/New_York", hours{-5}}, {"DC02", "America/Chicago", hours{-6}}}};

// clang-format off
constexpr std::array<Supplier, 4> kSuppliers{{
    {"HARBOR",   "Harbor Fastener Co",    "ZZ", "HARBORFAST", {'*', '>', '^', '~', "", "004010", true},      HlShape::soi,   ItemIds::vendor,         "RDWY", "INV-00", 412},
    {"KESTREL",  "Kestrel Packaging",     "01", "081940553",  {'|', ':', '^', '\n', "", "005010", true},     HlShape::sopi,  ItemIds::upc,            "FXFE", "K2603",  2017},
    {"LUMEN",    "Lumen Electric Supply", "12", "6125550133", {'*', '>', '^', '~', "\r\n", "004010", true},  HlShape::sotpi, ItemIds::buyer_and_gtin, "ODFL", "LE-",    55210},
    {"PINEWOOD", "Pinewood Chemical",     "ZZ", "PINEWOOD",   {'*', ':', '^', '~', "\n", "004010", false},   HlShape::si,    ItemIds::buyer,          "SAIA", "2026/",  1310},
}};

// Suppliers side by side: items_of() hands out the run of one supplier.
constexpr std::array<Item, 28> kItems{{
    {"HARBOR",   "NG-1001", "HF-M8X40Z",  "614141010011", "",               "Hex bolt M8x40 zinc",      2400,    "EA", 1},
    {"HARBOR",   "NG-1002", "HF-M10X60Z", "614141010028", "",               "Hex bolt M10x60 zinc",     4150,    "EA", 1},
    {"HARBOR",   "NG-1003", "HF-NUT-M8",  "614141010035", "",               "Hex nut M8 zinc",          425,     "EA", 1},
    {"HARBOR",   "NG-1004", "HF-WSH-M8",  "614141010042", "",               "Flat washer M8",           180,     "EA", 1},
    {"HARBOR",   "NG-1005", "HF-ANC-12",  "614141010059", "",               "Sleeve anchor 1/2 in",     13500,   "EA", 1},
    {"HARBOR",   "NG-1006", "HF-THR-M12", "614141010066", "",               "Threaded rod M12 1 m",     62000,   "EA", 1},
    {"HARBOR",   "NG-1007", "HF-EYE-10",  "614141010073", "",               "Eye bolt M10",             31000,   "EA", 1},
    {"HARBOR",   "NG-1008", "HF-KIT-200", "614141010080", "",               "Fastener assortment 200",  248000,  "EA", 1},
    {"KESTREL",  "NG-2001", "KP-BX1296",  "614141020010", "",               "Corrugated box 12x9x6",    7200,    "CA", 25},
    {"KESTREL",  "NG-2002", "KP-BX1818",  "614141020027", "",               "Corrugated box 18x18x12",  14800,   "CA", 20},
    {"KESTREL",  "NG-2003", "KP-TP48C",   "614141020034", "",               "Packing tape 48 mm clear", 18900,   "CA", 36},
    {"KESTREL",  "NG-2004", "KP-SW500",   "614141020041", "",               "Stretch wrap 500 mm",      82500,   "CA", 6},
    {"KESTREL",  "NG-2005", "KP-BW12",    "614141020058", "",               "Bubble wrap 12 in roll",   114000,  "CA", 4},
    {"KESTREL",  "NG-2006", "KP-LB46",    "614141020065", "",               "Thermal label 4x6 roll",   56000,   "CA", 12},
    {"KESTREL",  "NG-2007", "KP-KP30",    "614141020072", "",               "Kraft paper 30 in roll",   213500,  "EA", 1},
    {"LUMEN",    "NG-3001", "LE-A19-9",   "614141030019", "10614141030016", "LED lamp 9 W E26",         21500,   "EA", 1},
    {"LUMEN",    "NG-3002", "LE-T8-18",   "614141030026", "10614141030023", "LED tube T8 18 W",         68000,   "EA", 1},
    {"LUMEN",    "NG-3003", "LE-BRK20",   "614141030033", "10614141030030", "Circuit breaker 20 A",     94500,   "EA", 1},
    {"LUMEN",    "NG-3004", "LE-GFCI15",  "614141030040", "10614141030047", "GFCI outlet 15 A",         127500,  "EA", 1},
    {"LUMEN",    "NG-3005", "LE-EMT12",   "614141030057", "10614141030054", "Conduit EMT 1/2 in 10 ft", 73000,   "EA", 1},
    {"LUMEN",    "NG-3006", "LE-NM122",   "614141030064", "10614141030061", "Cable NM-B 12/2 250 ft",   1185000, "EA", 1},
    {"LUMEN",    "NG-3007", "LE-WP1G",    "614141030071", "10614141030078", "Wall plate 1 gang",        4900,    "EA", 1},
    {"PINEWOOD", "NG-4001", "PC-DEG5",    "614141040018", "",               "Degreaser 5 gal",          385000,  "EA", 1},
    {"PINEWOOD", "NG-4002", "PC-FLR1",    "614141040025", "",               "Floor cleaner 1 gal",      96000,   "BX", 4},
    {"PINEWOOD", "NG-4003", "PC-ABS40",   "614141040032", "",               "Absorbent 40 lb bag",      112500,  "EA", 1},
    {"PINEWOOD", "NG-4004", "PC-SOAP",    "614141040049", "",               "Hand soap 1 gal",          87500,   "BX", 4},
    {"PINEWOOD", "NG-4005", "PC-IPA",     "614141040056", "",               "Isopropyl alcohol 1 qt",   63000,   "BX", 12},
    {"PINEWOOD", "NG-4006", "PC-LUB12",   "614141040063", "",               "Spray lubricant 12 oz",    41500,   "BX", 12},
}};

// clang-format on

template <class Row>
const Row& named(std::span<const Row> rows, std::string_view id) {
  const auto row =
      std::find_if(rows.begin(), rows.end(), [id](const Row& r) { return r.id == id; });
  if (row == rows.end()) throw std::logic_error("no such row in the catalogue");
  return *row;
}

}  // namespace

std::span<const Site> sites() {
  return kSites;
}

std::span<const Supplier> suppliers() {
  return kSuppliers;
}

std::span<const Item> items() {
  return kItems;
}

std::span<const Item> items_of(const Supplier& supplier) {
  const auto mine = [&](const Item& item) { return item.supplier == supplier.id; };
  const auto first = std::find_if(kItems.begin(), kItems.end(), mine);
  const auto last = std::find_if_not(first, kItems.end(), mine);
  return {first, last};
}

const Supplier& supplier_named(std::string_view id) {
  return named<Supplier>(kSuppliers, id);
}

const Site& site_named(std::string_view id) {
  return named<Site>(kSites, id);
}

}  // namespace weighbridge::generator
