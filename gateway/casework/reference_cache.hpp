// Reference data for many threads, read again only where it has changed.
#pragma once

#include <memory>
#include <mutex>

#include "gateway/pipeline/processing.hpp"

namespace weighbridge::casework {

class ReferenceCache {
 public:
  /// As `reader` sees it.
  std::shared_ptr<const pipeline::KnownReference> current(store::Reader& reader) {
    const std::lock_guard lock(mutex_);
    if (!known_ || known_->changes != reader.reference_changes()) {
      auto fresh = std::make_shared<pipeline::KnownReference>();
      fresh->refresh(reader);
      known_ = std::move(fresh);
    }
    return known_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const pipeline::KnownReference> known_;
};

}  // namespace weighbridge::casework
