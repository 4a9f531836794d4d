// The delivery log: what every channel brought, what became durable of it, and what was refused at
// the door. A delivery holds messages; the same bytes are one message however often they come.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/canonical/time.hpp"
#include "parsers/byte_source.hpp"

namespace weighbridge::store {

/// Names and values in their order: header fields, addresses, evidence of a sending.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// Why something cannot be taken or go on, in the words of the spec's section 20.
struct Trouble {
  std::string error_class;  ///< SYNTAX, MAPPING, SEQUENCE, TRANSPORT ...
  std::string code, message, mend;
  bool operator==(const Trouble&) const = default;
};

/// One file of a delivery.
struct DeliveredFile {
  std::string message;  ///< its id
  std::string file_name, content_type;
  bool operator==(const DeliveredFile&) const = default;
};

struct StoredDelivery {
  std::uint64_t number = 0;  ///< order of arrival, given by the store
  std::string channel, partner, user;
  std::string key;  ///< of repetitions (M-3.1); empty: none is the same
  Facts facts;
  std::string answer;  ///< what the sender was told, to tell it again
  Instant received_at{};
  std::uint64_t repeats = 0;       ///< the delivery that this one is again; 0: none
  std::optional<Trouble> refused;  ///< nothing of it was taken, and its key stays free
  std::vector<DeliveredFile> files;
  std::uint64_t as_received = 0;  ///< bytes kept of how it came over the wire; 0: none
  bool operator==(const StoredDelivery&) const = default;
};

/// "D-17", as interfaces and the ledger call delivery 17.
std::string delivery_id(std::uint64_t number);
/// 0 for what is no such id.
std::uint64_t delivery_number(std::string_view id);

struct DeliveryFilter {
  std::string channel{}, partner{}, message{};  ///< empty: any
  bool refused_only = false;
  std::uint64_t before = UINT64_MAX;  ///< numbers below it: the cursor
  std::size_t limit = 100;
};

class DeliveryReader {
 public:
  virtual ~DeliveryReader() = default;
  /// The one that was taken under this key.
  virtual std::optional<StoredDelivery> delivery_of(std::string_view channel,
                                                    std::string_view partner,
                                                    std::string_view key) = 0;
  virtual std::optional<StoredDelivery> delivery(std::uint64_t number) = 0;
  /// The newest first.
  virtual std::vector<StoredDelivery> deliveries(const DeliveryFilter& filter) = 0;
  /// The first delivery that brought a message; 0 when none did.
  virtual std::uint64_t first_delivery(std::string_view message) = 0;
  /// Hands out how it came over the wire, piece by piece; false when nothing is kept.
  virtual bool delivery_bytes(std::uint64_t number,
                              const std::function<void(std::string_view)>& visit) = 0;
};

class DeliveryWriter {
 public:
  virtual ~DeliveryWriter() = default;
  /// Returns its number. The messages of `files` must be there already. A second one that is taken
  /// under a key that is in use, without being a repetition, throws StoreError.
  virtual std::uint64_t add_delivery(const StoredDelivery& delivery,
                                     ByteSource* as_received = nullptr) = 0;
};

}  // namespace weighbridge::store
