// What a delivery becomes in the store, within the commit that makes it durable.
#pragma once

#include "gateway/receive/intake.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::receive {

struct Recorded {
  Taken taken;
  bool work = false;  ///< a job or an effect is due
};

/// Records a delivery: its row, its messages with their jobs, what is to leave because of it, and
/// the ledger's entries. The same key again only adds a row to the log (M-3.2); the same bytes
/// again are worked on only where something of the earlier copy failed, else only their answers go
/// out again.
Recorded record(const Delivery& delivery, Instant now, store::Writer& writer);

/// What the sender of a delivery is told when it sends it again.
Taken repetition_of(const store::StoredDelivery& first);

}  // namespace weighbridge::receive
