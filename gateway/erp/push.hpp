// The way out of the channel `erp`: postings, holds, releases and adjustments in the shape that the
// ERP asks for.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/deliver/deliverer.hpp"
#include "gateway/erp/connector.hpp"

namespace weighbridge::erp {

/// Outbound::bytes are our JSON; Outbound::kind chooses the row of `push` that shapes it.
class ErpDeliverer final : public deliver::Deliverer {
 public:
  explicit ErpDeliverer(std::vector<Connector> connectors);
  deliver::Result deliver(const deliver::Outbound& message) override;
  void use(std::vector<Connector> connectors);

 private:
  std::mutex mutex_;
  std::map<std::string, Connector> connectors_;  ///< by partner
  curl::HttpClient client_;
};

}  // namespace weighbridge::erp
