// Which business documents an XML text holds, and who sends them to whom.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/xml/document.hpp"

namespace weighbridge::xml {

/// One order, ship notice, receipt or invoice in a text.
struct BusinessDocument {
  std::string_view standard;  ///< "UBL", "CII", "cXML", "GS1", or "XML" for any other
  std::string_view set;       ///< the local name of its root; of a cXML, of its request
  std::string_view kind;      ///< what it is: as `set`, but in a GS1 message its own name
  std::string version;        ///< as stated: "2.1", "1.2.050", a customization's name
  pugi::xml_node node;        ///< where the paths of its map begin
  bool namespaced = true;     ///< false: known by its name only
};

struct Party {
  std::string_view qualifier, id;
};

/// What the text says of its own transport: the header of a StandardBusinessDocument or a cXML, or
/// the electronic addresses of a UBL document.
struct Envelope {
  std::string_view control;  ///< the message's own identifier
  std::string_view date;     ///< when it was made
  Party sender, receiver;
  bool test = false;
};

struct Contents {
  std::string_view standard;  ///< of the first document
  Envelope envelope;
  std::vector<BusinessDocument> documents;  ///< in the text's order
};

/// Looks at the root, its namespace and, in envelopes (StandardBusinessDocument, a SOAP body, the
/// GS1 message with several documents), at what is inside. There is always at least one document.
Contents find_business_documents(const Document& document);

}  // namespace weighbridge::xml
