// What is said of goods that were shipped and not yet billed: a receiving advice, because there is
// no invoice that a notice could speak of (section 18, the column "861 RCD condition").
#pragma once

#include <optional>

#include "gateway/casework/supplier_notice.hpp"
#include "mappings/canonical/receipt.hpp"

namespace weighbridge::casework {

/// The receipt that tells it; nothing where something is billed, where a person asks in words,
/// where none of its items is a condition of goods, or where one is such that a receiving advice
/// can not state it.
std::optional<Receipt> goods_notice(const SupplierNotice& notice, const SupplierWay& way);

}  // namespace weighbridge::casework
