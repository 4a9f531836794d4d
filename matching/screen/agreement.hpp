// Which orders agree: ordered, shipped, received, accrued and invoiced, to the unit and the cent.
#pragma once

#include <cstdint>
#include <vector>

#include "matching/policy.hpp"
#include "matching/screen/compact_evidence.hpp"

namespace weighbridge::matching::screen {

/// What on an order line does not agree, or is not for the screen to say.
enum Difference : std::uint16_t {
  kUnknownLine = 1,  ///< a document line finds no line of the order
  kItemDiffers = 2,
  kUnitDiffers = 4,
  kShippedDiffers = 8,  ///< from ordered
  kReceivedDiffers = 16,
  kPostedDiffers = 32,  ///< in quantity
  kValueDiffers = 64,   ///< posted at another value than received
  kBilledDiffers = 128,
  kPriceDiffers = 256,
  kDateDiffers = 512,       ///< a delivery off its date, or a late notice
  kDeliveriesMixed = 1024,  ///< which receipt is of which shipment has to be worked out
  kTooLarge = 2048
};

/// The legs of one order line, in millionths of its unit.
struct LineSums {
  static constexpr std::uint16_t kMany = 0xFFFF;

  std::int64_t shipped = 0, received = 0, posted = 0, billed = 0;
  std::int64_t received_value = 0, posted_value = 0;  ///< at the ordered price; as posted
  std::uint32_t shipment = 0, receipt = 0;            ///< the last ones, by their places
  std::uint16_t shipments = 0, receipts = 0;          ///< how many, up to kMany
  std::uint16_t differs = 0;                          ///< of Difference
};

struct Agreement {
  std::vector<LineSums> lines;         ///< by line of the ordered stage
  std::vector<std::uint8_t> doubtful;  ///< by OrderId: not everything about it agrees

  bool is_doubtful(OrderId order) const { return doubtful[order] != 0; }
};

/// Compares all figures of all orders in one pass over each stage. An order that comes out without
/// doubt needs no rule: every leg is equal, and tolerances, windows and the time do not matter to
/// it.
Agreement find_agreement(const CompactEvidence& evidence, const Policy& policy);

}  // namespace weighbridge::matching::screen
