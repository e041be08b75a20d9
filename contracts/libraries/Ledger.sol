// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICommunities} from "../interfaces/ICommunities.sol";
import {ITokenTypes} from "../interfaces/ITokenTypes.sol";
import {CountsWord} from "./CountsWord.sol";
import {MemberWord} from "./MemberWord.sol";
import {SupplyWord} from "./SupplyWord.sol";
import {Tier} from "./Tier.sol";

/// @title What a token writes down
/// @dev `unit` is base units of an earning unit throughout.
library Ledger {
    using Math for uint256;
    using MemberWord for uint256;

    /// @dev Both words behind one key. See {MemberWord} and {CountsWord}.
    struct Member {
        uint256 word;
        uint256 counts;
    }

    /// @dev One slot.
    struct Module {
        bool enabled;
        /// Enabled now or before: it may hold what it still owes.
        bool known;
        /// Burned by it and not given back, where it said that it might be.
        uint96 refundable;
    }

    /// @dev One slot. `effectiveAt` 0: the default holds; before it `current` holds, from it on `next`.
    struct Ceiling {
        uint96 current;
        uint96 next;
        uint48 effectiveAt;
    }

    struct Data {
        mapping(address member => Member) members;
        /// See {SupplyWord}. Its total counts what may be refunded as if it were still there: so a refund never meets the
        /// supply cap, and issuing needs no thought of refunds.
        uint256 supply;
        /// Of all modules.
        uint256 refundable;
        ICommunities.Caps caps;
        mapping(address member => Ceiling) ceilings;
        mapping(address module => Module) modules;
        /// Unix seconds; of those alone whose word says so.
        mapping(address member => uint48) suspendedUntil;
        /// Of a token that wraps another: base units of it that came in by the token's functions and did not go out. What is
        /// sent past them backs nothing, so that nobody steers what may be issued.
        uint256 backing;
    }

    /// @dev A member's ceiling, unless set, in earning units.
    uint256 private constant DEFAULT_CEILING = 500_000;

    /// @dev As the words hold it: in 2149 it starts afresh, where a greater number would match no word and so void all caps.
    function today() internal view returns (uint256) {
        return uint16(block.timestamp / 1 days);
    }

    function tierOf(Data storage data, uint256 word, uint256 unit) internal view returns (uint8) {
        uint256 value = data.caps.tierByBalance ? Tier.basis(word.balance(), unit) : word.lifetime();
        return uint8(Tier.index(Tier.reached(value, Tier.thresholdsOf(data.caps))));
    }

    /// @return word of `from` afterwards
    function debit(Data storage data, address from, uint256 amount) internal returns (uint256 word) {
        require(from != address(0), IERC20Errors.ERC20InvalidSender(from));
        Member storage m = data.members[from];
        word = m.word;
        require(word.balance() >= amount, IERC20Errors.ERC20InsufficientBalance(from, word.balance(), amount));
        unchecked {
            // The balance lies in the lowest bits: no borrow or carry leaves it.
            word -= amount;
        }
        m.word = word;
    }

    /// @dev {debit} by a module, which a banned member may not use.
    /// @return word of `from` afterwards
    function spend(Data storage data, address from, uint256 amount) internal returns (uint256 word) {
        word = debit(data, from, amount);
        requireNotBanned(data, from, word);
    }

    /// @dev `amount` was a balance, part of one, or what may exist besides.
    function credit(Data storage data, address to, uint256 amount, uint256 maxBalance) internal {
        require(to != address(0), IERC20Errors.ERC20InvalidReceiver(to));
        Member storage m = data.members[to];
        uint256 word = m.word;
        unchecked {
            // What many put into a module's hands is no one's balance.
            require(
                word.balance() + amount <= maxBalance || data.modules[to].known, ITokenTypes.TokenMaxBalance(to, maxBalance)
            );
            m.word = word + amount;
        }
    }

    /// @dev Counts what the operator moves out of a member's account against both ceilings, parts of a unit as whole.
    /// @return the supply word with the outflow added
    function flowOut(Data storage data, address from, uint256 amount, uint256 supply, uint256 unit)
        internal
        returns (uint256)
    {
        uint256 day = today();
        uint256 units = amount.ceilDiv(unit);

        // Never less than one member's default: 5 % of a young community would stop its first gift.
        supply = SupplyWord.roll(supply, day);
        uint256 share = (SupplyWord.total(supply) - data.refundable) / 20 / unit;
        uint256 left = share.max(DEFAULT_CEILING).saturatingSub(SupplyWord.outflow(supply));
        require(units <= left, ITokenTypes.TokenCommunityCeiling(left * unit));

        _flowOutOf(data, from, units, unit, day);
        return SupplyWord.addOutflow(supply, units);
    }

    function _flowOutOf(Data storage data, address from, uint256 units, uint256 unit, uint256 day) private {
        Member storage m = data.members[from];
        uint256 word = CountsWord.roll(m.counts, day);
        uint256 left = (ceilingOf(data, from, unit) / unit).min(CountsWord.MAX_OUTFLOW);
        left = left.saturatingSub(CountsWord.outflow(word));
        require(units <= left, ITokenTypes.TokenMemberCeiling(left * unit));
        m.counts = CountsWord.addOutflow(word, units);
    }

    function requireEarning(Data storage data, address member) internal view {
        uint48 until = data.suspendedUntil[member];
        require(block.timestamp >= until, ITokenTypes.TokenSuspended(until));
    }

    function requireNotBanned(Data storage data, address member, uint256 word) internal view {
        require(
            word & MemberWord.SUSPENDED == 0 || data.suspendedUntil[member] != MemberWord.BANNED, ITokenTypes.TokenBanned(member)
        );
    }

    /// @dev Adds to the lifetime earned what no member cap counts.
    function raise(Data storage data, address member, uint256 units) internal {
        Member storage m = data.members[member];
        uint256 word = m.word;
        uint256 next = word.award(units);
        m.word = next;
        uint256 thresholds = Tier.lifetimeThresholdsOf(data.caps);
        uint256 reached = Tier.reached(next.lifetime(), thresholds);
        if (reached > Tier.reached(word.lifetime(), thresholds)) {
            emit ITokenTypes.TierReached(member, uint8(Tier.index(reached)));
        }
    }

    function ceilingOf(Data storage data, address member, uint256 unit) internal view returns (uint256) {
        Ceiling memory c = data.ceilings[member];
        if (c.effectiveAt == 0) return DEFAULT_CEILING * unit;
        return block.timestamp < c.effectiveAt ? c.current : c.next;
    }
}
