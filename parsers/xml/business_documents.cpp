#include "parsers/xml/business_documents.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace weighbridge::xml {
namespace {

constexpr std::string_view kHeader = "StandardBusinessDocumentHeader";
/// What a message of GS1 XML 2 is called, beside its content.
constexpr std::string_view kMessageName = "entityIdentification";

bool is_element(pugi::xml_node node) {
  return node.type() == pugi::node_element;
}

pugi::xml_node first_element(pugi::xml_node parent) {
  for (const pugi::xml_node at : parent.children())
    if (is_element(at)) return at;
  return {};
}

/// Who sends and who receives a UBL document: the paths of the parties that state it.
struct UblRoute {
  std::string_view set, sender, receiver;
};

constexpr UblRoute kUblRoutes[] = {
    {"Invoice", "AccountingSupplierParty/Party", "AccountingCustomerParty/Party"},
    {"CreditNote", "AccountingSupplierParty/Party", "AccountingCustomerParty/Party"},
    {"DespatchAdvice", "DespatchSupplierParty/Party", "DeliveryCustomerParty/Party"},
    {"ReceiptAdvice", "DeliveryCustomerParty/Party", "DespatchSupplierParty/Party"},
    {"Order", "BuyerCustomerParty/Party", "SellerSupplierParty/Party"},
    {"OrderChange", "BuyerCustomerParty/Party", "SellerSupplierParty/Party"},
    {"OrderCancellation", "BuyerCustomerParty/Party", "SellerSupplierParty/Party"},
    {"OrderResponse", "SellerSupplierParty/Party", "BuyerCustomerParty/Party"},
    {"OrderResponseSimple", "SellerSupplierParty/Party", "BuyerCustomerParty/Party"},
    {"ApplicationResponse", "SenderParty", "ReceiverParty"},
};

const UblRoute* ubl_route(std::string_view set) {
  const auto* const found = std::find_if(std::begin(kUblRoutes), std::end(kUblRoutes),
                                         [&](const UblRoute& route) { return route.set == set; });
  return found == std::end(kUblRoutes) ? nullptr : found;
}

/// The standard that a root belongs to by its namespace; "XML" for all we do not know.
std::string_view standard_of(std::string_view space, std::string_view name) {
  if (space.starts_with("urn:oasis:names:specification:ubl:schema:xsd:")) return "UBL";
  if (space.starts_with("urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:") ||
      space.starts_with("urn:ferd:CrossIndustryDocument:"))
    return "CII";
  if (space.starts_with("urn:gs1:") || space.starts_with("urn:ean.ucc:")) return "GS1";
  if (!space.empty()) return "XML";
  // Without a namespace the name has to do.
  if (name == "cXML") return "cXML";
  if (ubl_route(name) != nullptr) return "UBL";
  if (name == "CrossIndustryInvoice") return "CII";
  const bool message = name.size() > 7 && name.ends_with("Message");
  return message && name.front() >= 'a' && name.front() <= 'z' ? "GS1" : "XML";
}

/// "1.2.050" of the address of a cXML's DTD; empty when there is none.
std::string dtd_version(const std::optional<Doctype>& doctype) {
  if (!doctype) return {};
  const std::string_view text = doctype->text;
  for (std::size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1)) {
    const std::string_view step = text.substr(at + 1, text.find('/', at + 1) - at - 1);
    if (step.size() > 3 && step.starts_with("1.") &&
        step.find_first_not_of("0123456789.") == std::string_view::npos)
      return std::string(step);
  }
  return {};
}

class Finder {
 public:
  explicit Finder(const Document& document) : document_(document) {}

  Contents find() {
    look_at(document_.root(), 0);
    if (contents_.documents.empty()) add("XML", local_name(document_.root()), document_.root());
    contents_.standard = contents_.documents.front().standard;
    return std::move(contents_);
  }

 private:
  /// Envelopes stand within one another at most so deep: SOAP, StandardBusinessDocument, message.
  static constexpr int kEnvelopesMax = 4;

  std::string_view text(pugi::xml_node node) const { return document_.text(node); }
  std::string_view text(pugi::xml_node node, std::string_view path) const {
    return document_.text(descendant(node, path));
  }

  void add(std::string_view standard, std::string_view set, pugi::xml_node node,
           std::string version = {}, bool namespaced = true) {
    const std::string_view kind = standard == "GS1" ? local_name(node) : set;
    contents_.documents.push_back({standard, set, kind, std::move(version), node, namespaced});
  }

  void look_at(pugi::xml_node node, int depth) {
    const std::string_view name = local_name(node);
    if (name == "StandardBusinessDocument" || name == "Envelope" || name == "Body") {
      if (name == "StandardBusinessDocument") read_header(child(node, kHeader));
      if (depth == kEnvelopesMax) return;
      for (const pugi::xml_node inner : node.children())
        if (is_element(inner) && local_name(inner) != kHeader && local_name(inner) != "Header")
          look_at(inner, depth + 1);
      return;
    }
    const std::string_view space = namespace_of(node);
    const std::string_view standard = standard_of(space, name);
    if (standard == "cXML") return read_cxml(node);
    if (standard == "GS1") return read_gs1(node, !space.empty());
    if (standard == "UBL") return read_ubl(node, !space.empty());
    std::string version;
    if (standard == "CII")
      version =
          text(node, "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID");
    add(standard, name, node, std::move(version), standard == "XML" || !space.empty());
  }

  void read_ubl(pugi::xml_node node, bool namespaced) {
    const std::string_view set = local_name(node);
    std::string version(text(node, "UBLVersionID"));
    if (version.empty()) version = text(node, "CustomizationID");
    add("UBL", set, node, std::move(version), namespaced);
    Envelope& envelope = contents_.envelope;
    const UblRoute* route = ubl_route(set);
    if (route == nullptr || !envelope.sender.id.empty()) return;
    envelope.sender = endpoint(descendant(node, route->sender));
    envelope.receiver = endpoint(descendant(node, route->receiver));
    if (envelope.control.empty()) envelope.control = text(node, "UUID");
    if (envelope.date.empty()) envelope.date = text(node, "IssueDate");
  }

  Party endpoint(pugi::xml_node party) const {
    const pugi::xml_node id = child(party, "EndpointID");
    return {attribute(id, "schemeID"), text(id)};
  }

  void read_cxml(pugi::xml_node root) {
    Envelope& envelope = contents_.envelope;
    envelope.control = attribute(root, "payloadID");
    envelope.date = attribute(root, "timestamp");
    envelope.sender = credential(descendant(root, "Header/From/Credential"));
    envelope.receiver = credential(descendant(root, "Header/To/Credential"));
    std::string version = dtd_version(document_.doctype());
    if (version.empty()) version = attribute(root, "version");
    for (const std::string_view kind : {"Request", "Message", "Response"}) {
      const pugi::xml_node body = child(root, kind);
      if (!body) continue;
      envelope.test = attribute(body, "deploymentMode") == "test";
      const pugi::xml_node payload = first_element(body);
      const bool named = payload && kind != "Response" && local_name(payload) != "Status";
      return add("cXML", named ? local_name(payload) : kind, root, std::move(version));
    }
    add("cXML", local_name(root), root, std::move(version));
  }

  Party credential(pugi::xml_node node) const {
    return {attribute(node, "domain"), text(child(node, "Identity"))};
  }

  /// What the command of a GS1 XML 2 message carries; some senders leave the transaction out.
  static pugi::xml_node operand_of(pugi::xml_node message) {
    for (const char* path : {"transaction/command/documentCommand/documentCommandOperand",
                             "documentCommand/documentCommandOperand"})
      if (const pugi::xml_node operand = descendant(message, path)) return operand;
    return {};
  }

  /// A message of GS1 XML 3 holds a header and documents; GS1 XML 2 puts them into commands.
  void read_gs1(pugi::xml_node message, bool namespaced) {
    read_header(child(message, kHeader));
    std::string version(
        text(message, std::string(kHeader) + "/DocumentIdentification/TypeVersion"));
    const std::string_view set = local_name(message);
    const std::size_t before = contents_.documents.size();
    if (const pugi::xml_node operand = operand_of(message))
      message = operand;
    else if (!set.ends_with("Message") && set != "message")
      return add("GS1", set, message, std::move(version), namespaced);
    for (const pugi::xml_node inner : message.children())
      if (is_element(inner) && local_name(inner) != kHeader && local_name(inner) != kMessageName)
        add("GS1", set == "message" ? local_name(inner) : set, inner, version, namespaced);
    if (contents_.documents.size() == before) add("GS1", set, message, version, namespaced);
  }

  void read_header(pugi::xml_node header) {
    if (!header) return;
    Envelope& envelope = contents_.envelope;
    const auto party = [&](std::string_view role) -> Party {
      const pugi::xml_node id = descendant(child(header, role), "Identifier");
      return {attribute(id, "Authority"), text(id)};
    };
    envelope.sender = party("Sender");
    envelope.receiver = party("Receiver");
    envelope.control = text(header, "DocumentIdentification/InstanceIdentifier");
    envelope.date = text(header, "DocumentIdentification/CreationDateAndTime");
  }

  const Document& document_;
  Contents contents_;
};

}  // namespace

Contents find_business_documents(const Document& document) {
  return Finder(document).find();
}

}  // namespace weighbridge::xml
