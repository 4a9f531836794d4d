// The way out of the channel `erp`: postings, holds, releases and adjustments in the shape that the
// ERP asks for.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/deliver/deliverer.hpp"
#include "gateway/erp/circuit_breaker.hpp"
#include "gateway/erp/connector.hpp"

namespace weighbridge::erp {

/// Outbound::bytes are our JSON; Outbound::kind chooses the row of `push` that shapes it.
class ErpDeliverer final : public deliver::Deliverer {
 public:
  explicit ErpDeliverer(std::vector<Connector> connectors);
  deliver::Result deliver(const deliver::Outbound& message) override;
  void use(std::vector<Connector> connectors);

 private:
  struct Line {
    Connector connector;
    std::shared_ptr<CircuitBreaker> breaker;
  };
  std::mutex mutex_;
  std::map<std::string, Line> lines_;  ///< by partner
};

}  // namespace weighbridge::erp
