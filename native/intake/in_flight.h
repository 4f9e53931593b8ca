#pragma once
// Idempotency keys that are being worked on. The database's unique key is what makes a request single; this only
// spares the second of two the work, and tells it so.

#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace returns::intake {

class InFlight {
 public:
  // Holds the key while it lives; `held()` is false when somebody else does.
  class Hold {
   public:
    Hold(InFlight& owner, std::string key) : owner_(owner), key_(std::move(key)) {
      const std::scoped_lock lock(owner_.mutex_);
      held_ = owner_.keys_.insert(key_).second;
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() {
      if (!held_) return;
      const std::scoped_lock lock(owner_.mutex_);
      owner_.keys_.erase(key_);
    }
    bool held() const { return held_; }

   private:
    InFlight& owner_;
    std::string key_;
    bool held_ = false;
  };

 private:
  std::mutex mutex_;
  std::set<std::string> keys_;
};

}  // namespace returns::intake
