// The evidence of a case, gathered from a store into one file (docs/formats/pack.md).
#pragma once

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "cases/pack.hpp"
#include "store/store.hpp"

namespace weighbridge::cli {

struct NoPack {
  enum class Why : unsigned char { no_such_case, not_signed, too_large };
  Why why = Why::no_such_case;
  std::string reason;  ///< one sentence, with the mend
};

/// The archive of `case_id`: the case as JSON, the raw bytes of its order's messages, how each came
/// and what it was answered, what was sent about them, and every entry of the ledger about any of
/// it with its proof under the newest checkpoint.
boost::system::result<std::string, NoPack> case_pack(store::Reader& reader,
                                                     std::string_view case_id);

}  // namespace weighbridge::cli
