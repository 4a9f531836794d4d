// How a supplier is told of a case: in the syntax of his own documents, on his own way.
#pragma once

#include <string>

#include <boost/system/result.hpp>

#include "gateway/casework/tools.hpp"
#include "mappings/reader/reader.hpp"
#include "store/store.hpp"

namespace weighbridge::casework {

struct SupplierWay {
  store::StoredDocument document;  ///< the supplier's own, whose syntax and addresses are used
  InterchangeHead head;            ///< as it came from him
  pipeline::AnswerRoute route;     ///< with a channel
  std::string number;              ///< of the document
  std::optional<Date> date;
  bool billed = false;  ///< an invoice is among what the case is about, whoever sent it
};

/// From the documents of the case that the supplier sent himself; or in one sentence why not.
boost::system::result<SupplierWay, std::string> supplier_way(const cases::Case& value,
                                                             const CaseTools& tools,
                                                             store::Reader& reader);

}  // namespace weighbridge::casework
