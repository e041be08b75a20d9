// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {TokenState} from "./abstracts/TokenState.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {ITokenCore} from "./interfaces/ITokenCore.sol";
import {CountsWord} from "./libraries/CountsWord.sol";
import {Lanes} from "./libraries/Lanes.sol";
import {Ledger} from "./libraries/Ledger.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {RoomWord} from "./libraries/RoomWord.sol";
import {Streak} from "./libraries/Streak.sol";
import {SupplyWord} from "./libraries/SupplyWord.sol";
import {Tier} from "./libraries/Tier.sol";

/// @title A community's token
/// @notice See {IToken}: what is not here is handed on to {TokenExtension}.
contract Token is TokenState, ITokenCore, IERC20Errors {
    using Address for address;
    using Ledger for Ledger.Data;
    using Math for uint256;
    using MemberWord for uint256;
    using SafeCast for bool;
    using ShortStrings for *;

    /// @dev What one issuance, single or batch, has in hand: read once, written back once. The lower part is {Rates} as
    /// the arithmetic takes them.
    struct Round {
        uint256 day;
        uint256 weekday;
        uint256 supply;
        /// What the community's caps left at first.
        uint256 left;
        /// See {RoomWord}.
        uint256 room;
        /// See {Tier}.
        uint256 thresholds;
        bool tierByBalance;
        /// What an issuance sets in the member's word.
        uint256 marks;
        /// See {Lanes}.
        uint256 evenRewards;
        uint256 oddRewards;
        /// See {CountsWord}.
        uint256 limits;
        /// 5 x uint16, without a streak lowest.
        uint256 streakBps;
        /// 4 x 48 bits: the tier's multiplier times the season's.
        uint256 tierBps;
        /// The same, where {_payAsHeld} chooses from it.
        uint256 heldBps;
        uint256 registration;
        /// See {Streak}.
        uint256 grace;
        bool counted;
    }

    /// @dev Multipliers of 1, as {Round} holds them.
    uint256 private constant ONE = 10_000;
    uint256 private constant STREAK_OF_ONE = ONE * (1 | (1 << 16) | (1 << 32) | (1 << 48) | (1 << 64));
    uint256 private constant TIER_OF_ONE = ONE * ONE * (1 | (1 << 48) | (1 << 96) | (1 << 144));

    address public immutable registry;
    address public immutable custodian;
    uint256 public immutable supplyCap;
    uint256 public immutable maxBalance;
    bool public immutable closed;
    bool public immutable clawback;
    ShortString private immutable _name;
    ShortString private immutable _symbol;
    address private immutable _extension;

    modifier onlyModule() {
        require(_data.modules[msg.sender].enabled, TokenNotModule(msg.sender));
        _;
    }

    modifier onlyRegistry() {
        require(msg.sender == registry, TokenNotRegistry(msg.sender));
        _;
    }

    /// @dev The registry has checked the parameters.
    constructor(
        address registry_,
        address custodian_,
        address extension_,
        ICommunities.NewCommunity memory params
    ) {
        _extension = extension_;
        registry = registry_;
        custodian = custodian_;
        supplyCap = params.supplyCap == 0 ? type(uint96).max : params.supplyCap;
        maxBalance = params.maxBalance == 0 ? type(uint96).max : params.maxBalance;
        closed = params.closed;
        clawback = params.clawback;
        _name = params.name.toShortString();
        _symbol = params.symbol.toShortString();
        _data.caps = params.caps;
        for (uint256 i; i < params.modules.length; ++i) {
            _data.modules[params.modules[i]] = Ledger.Module(true, true, 0);
        }
    }

    // ── Issuance and module moves ──────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ITokenCore
    function settle(uint256[] calldata reports, Rates calldata rates)
        external
        onlyModule
        returns (uint256[] memory paid)
    {
        Round memory round = _open();
        _apply(rates, round);
        paid = new uint256[](reports.length);
        uint256 size = reports.length * 32;
        uint256 place;
        unchecked {
            while (place != size) {
                uint256 end = size;
                // One at a time where each member's balance says what the next report pays, else all at once.
                if (round.tierByBalance) {
                    end = place + 32;
                    _payAsHeld(_data.members[address(uint160(reports[place / 32] >> 96))], round);
                }
                for (; place != end; place += 32) {
                    uint256 report;
                    // reports[i] and paid[i], whose bounds the loop itself keeps: 60 gas a member less.
                    assembly ("memory-safe") {
                        report := calldataload(add(reports.offset, place))
                    }
                    require(_isReport(report), TokenBadReport(place / 32));
                    report = _settleOne(report, round);
                    assembly ("memory-safe") {
                        mstore(add(add(paid, 0x20), place), report)
                    }
                }
            }
        }
        _close(round);
        // return paid, without the compiler's copy word by word: 60 gas a member less.
        assembly ("memory-safe") {
            let start := sub(paid, 0x20)
            mstore(start, 0x20)
            return(start, add(size, 0x40))
        }
    }

    /// @inheritdoc ITokenCore
    function claimDaily(address member, Rates calldata rates)
        external
        onlyModule
        returns (uint256 paid, uint256 streak)
    {
        _data.requireEarning(member);
        Round memory round = _open();
        _apply(rates, round);
        round.marks = MemberWord.ACTIVE | MemberWord.CLAIMED;
        uint256 word;
        Ledger.Member storage m = _data.members[member];
        if (round.tierByBalance) _payAsHeld(m, round);
        (paid, word) = _issue(m, member, rates.daily, round);
        _close(round);
        return (paid * _unit(), Streak.length(Streak.held(word.activeDays(), round.grace)));
    }

    /// @inheritdoc ITokenCore
    function earn(address member, uint256 amount) external onlyModule returns (uint256 paid) {
        require(member != address(0), ERC20InvalidReceiver(member));
        Round memory round = _open();
        round.streakBps = STREAK_OF_ONE;
        round.tierBps = TIER_OF_ONE;
        // What a module asks for is anything; more than 2^48 units no cap leaves.
        (paid,) = _issue(_data.members[member], member, (amount / _unit()).min(type(uint48).max), round);
        _close(round);
        return paid * _unit();
    }

    /// @inheritdoc ITokenCore
    function move(address from, address to, uint256 amount, bool custodial) external onlyModule returns (uint8 tier) {
        uint256 supply = _data.supply;
        require(!SupplyWord.paused(supply), TokenPaused());
        if (custodial) _data.supply = _data.flowOut(from, amount, supply, _unit());
        uint256 word = _data.spend(from, amount);
        _data.credit(to, amount, maxBalance);
        emit Transfer(from, to, amount);
        unchecked {
            // As before: the balance lies in the lowest bits.
            return _data.tierOf(word + amount, _unit());
        }
    }

    /// @inheritdoc ITokenCore
    function burn(address from, uint256 amount, bool refundable) external {
        Ledger.Module storage module = _data.modules[msg.sender];
        uint256 supply = _data.supply;
        // What a module holds it may always burn: what hangs on that must wait neither for a pause nor for being enabled.
        bool own = from == msg.sender;
        require(module.enabled || (own && module.known), TokenNotModule(msg.sender));
        require(own || !SupplyWord.paused(supply), TokenPaused());
        _data.spend(from, amount);
        unchecked {
            // The amount was a balance, so that no sum runs over, and the total in the lowest bits does not run under.
            if (refundable) {
                module.refundable += uint96(amount);
                _data.refundable += amount;
            } else {
                _data.supply = supply - amount;
            }
        }
        emit Transfer(from, _source(), amount);
    }

    /// @inheritdoc ITokenCore
    function refund(address to, uint256 amount) external {
        require(to != address(0), ERC20InvalidReceiver(to));
        Ledger.Module storage module = _data.modules[msg.sender];
        uint256 left = module.refundable;
        // Nobody but a module ever burned. One that was disabled since still owes what it took.
        require(amount <= left, TokenRefundAbove(left));
        unchecked {
            module.refundable = uint96(left - amount);
            _data.refundable -= amount;
            // Whatever the maximum: a stranger's gift must not stop what is due.
            _data.members[to].word += amount;
        }
        emit Transfer(_source(), to, amount);
    }

    // ── Set by the registry ────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ITokenCore
    function setCaps(ICommunities.Caps calldata caps_) external onlyRegistry {
        _data.caps = caps_;
    }

    /// @inheritdoc ITokenCore
    function setModule(address module, bool enabled) external onlyRegistry {
        Ledger.Module storage m = _data.modules[module];
        m.enabled = enabled;
        m.known = true;
    }

    /// @inheritdoc ITokenCore
    function setPaused(bool paused_) external onlyRegistry {
        _data.supply = paused_ ? _data.supply | SupplyWord.PAUSED : _data.supply & ~SupplyWord.PAUSED;
    }

    // ── ERC-20 ─────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IERC20
    function transfer(address to, uint256 value) external returns (bool) {
        _requireOpen();
        _move(msg.sender, to, value);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        _requireOpen();
        uint256 allowed = _allowances[from][msg.sender];
        if (allowed != type(uint256).max) {
            require(allowed >= value, ERC20InsufficientAllowance(msg.sender, allowed, value));
            unchecked {
                _allowances[from][msg.sender] = allowed - value;
            }
        }
        _move(from, to, value);
        return true;
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 value) external returns (bool) {
        require(!closed, TokenClosed());
        _approve(msg.sender, spender, value);
        return true;
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IERC20Metadata
    function name() external view returns (string memory) {
        return _name.toString();
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external view returns (string memory) {
        return _symbol.toString();
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external view virtual returns (uint8) {
        return 18;
    }

    /// @inheritdoc IERC20
    function totalSupply() public view virtual returns (uint256) {
        return SupplyWord.total(_data.supply) - _data.refundable;
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) public view virtual returns (uint256) {
        return _data.members[account].word.balance();
    }

    /// @inheritdoc IERC20
    function allowance(address owner, address spender) external view returns (uint256) {
        return _allowances[owner][spender];
    }

    /// @inheritdoc ITokenCore
    function isModule(address module) external view returns (bool) {
        return _data.modules[module].enabled;
    }

    /// @inheritdoc ITokenCore
    function unit() external view returns (uint256) {
        return _unit();
    }

    /// @inheritdoc ITokenCore
    function issuable() external view returns (uint256) {
        return _mayExist() - SupplyWord.total(_data.supply);
    }

    /// @inheritdoc ITokenCore
    function underlying() external view virtual returns (address) {
        return address(0);
    }

    /// @inheritdoc ITokenCore
    function paused() external view returns (bool) {
        return SupplyWord.paused(_data.supply);
    }

    /// @dev All of {ITokenExtension}.
    fallback(bytes calldata call) external returns (bytes memory) {
        return _extension.functionDelegateCall(call);
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    /// @dev Reads what issuing needs; nothing is issued while paused.
    function _open() private view returns (Round memory round) {
        round.day = Ledger.today();
        round.weekday = MemberWord.weekdayOf(round.day);
        uint256 supply = SupplyWord.roll(_data.supply, round.day);
        require(!SupplyWord.paused(supply), TokenPaused());
        round.supply = supply;
        ICommunities.Caps memory c = _data.caps;
        // The total never passes the cap, which is fixed; the day's issue may, because caps can be lowered.
        round.left = ((_mayExist() - SupplyWord.total(supply)) / _unit())
        .min(uint256(c.communityDay).saturatingSub(SupplyWord.issued(supply)));
        round.room = RoomWord.pack(
            c.memberDay == 0 ? MemberWord.MAX_TODAY : c.memberDay,
            c.memberWeek == 0 ? MemberWord.MAX_WEEK : c.memberWeek,
            round.left
        );
        round.grace = SupplyWord.grace(supply) ? Streak.GRACE : 0;
        round.tierByBalance = c.tierByBalance;
        round.thresholds = Tier.lifetimeThresholdsOf(c);
    }

    function _close(Round memory round) private {
        uint256 supply = SupplyWord.issue(round.supply, round.left - RoomWord.left(round.room), _unit());
        _data.supply = round.grace != 0 ? supply | SupplyWord.GRACE : supply & ~SupplyWord.GRACE;
    }

    function _apply(Rates calldata rates, Round memory round) private pure {
        (round.evenRewards, round.oddRewards) = Lanes.reverse(rates.rewards);
        round.limits = CountsWord.limitsOf(rates.limits);
        round.streakBps = uint256(rates.streakBps) << 16 | ONE;
        for (uint256 i; i < 4; ++i) {
            round.tierBps |= uint256(uint16(rates.tierBps >> (16 * i))) * rates.seasonBps << (48 * i);
        }
        round.heldBps = round.tierBps;
        round.registration = rates.registration;
        round.grace = rates.grace ? Streak.GRACE : 0;
        round.counted = rates.counted;
    }

    /// @dev Somebody, who did something, and no flag that is not known. Without branches: 30 gas a member less.
    function _isReport(uint256 report) private pure returns (bool valid) {
        assembly ("memory-safe") {
            valid := iszero(or(or(iszero(shr(96, report)), iszero(shl(160, report))), and(report, 0xfffffffe)))
        }
    }

    /// @return the report with the counts accepted, and what was paid in place of the flags
    function _settleOne(uint256 report, Round memory round) private returns (uint256) {
        address member = address(uint160(report >> 96));
        Ledger.Member storage m = _data.members[member];
        uint256 counts = Lanes.spread(uint64(report >> 32));
        round.marks = MemberWord.ACTIVE | ((report & 1) << 113);
        if (round.counted) {
            uint256 accepted;
            (m.counts, accepted) = CountsWord.count(m.counts, round.day, counts, round.limits);
            if (accepted != counts) {
                counts = accepted;
                report = (report >> 96 << 96) | (Lanes.gather(accepted) << 32);
            }
        }
        uint256 value = Lanes.dot(counts, round.evenRewards, round.oddRewards);
        (uint256 units,) = _issue(m, member, value, round);
        return (report >> 32 << 32) | units;
    }

    /// @dev Where tiers rest on balances no lifetime reaches one: what the lowest pays is what the next member's own does.
    function _payAsHeld(Ledger.Member storage m, Round memory round) private view {
        uint256 held = Tier.reached(Tier.basis(m.word.balance(), _unit()), Tier.thresholdsOf(_data.caps));
        round.tierBps = Tier.select(held, round.heldBps);
    }

    /// @dev Sets the round's marks and pays `value` times streak, tier and season, rounded down, as far as all caps leave it.
    function _issue(Ledger.Member storage m, address member, uint256 value, Round memory round)
        private
        returns (uint256 units, uint256 word)
    {
        unchecked {
            uint256 marks = round.marks;
            word = m.word.roll(round.day, round.weekday);
            if (marks & (MemberWord.REGISTERED | MemberWord.CLAIMED) != 0) {
                require(
                    word & marks & MemberWord.CLAIMED == 0, TokenAlreadyClaimed((block.timestamp / 1 days + 1) * 1 days)
                );
                if (marks & ~word & MemberWord.REGISTERED != 0) value += round.registration;
            }
            word |= marks;

            uint256 reached = Tier.reached(word.lifetime(), round.thresholds);
            // 2^82 x 2^16 x 2^48 cannot run over, and the quotient stays below 2^70 where the value is below 2^44.
            units = value * Streak.multiplier(Streak.held(word.activeDays(), round.grace), round.streakBps)
                * Tier.select(reached, round.tierBps) / 1e12;

            uint256 next = word.earn(units, _unit());
            if (
                RoomWord.exceeded(round.room, word, units) | (next.balance() > maxBalance).toUint()
                    | (word & MemberWord.SUSPENDED) != 0
            ) {
                if (word & MemberWord.SUSPENDED != 0) {
                    if (block.timestamp < _data.suspendedUntil[member]) units = 0;
                    else word &= ~MemberWord.SUSPENDED;
                }
                // A refund, or what was owed, may have passed the maximum.
                units = RoomWord.clip(round.room, word, units).min(maxBalance.saturatingSub(word.balance()) / _unit());
                next = word.earn(units, _unit());
            }
            if (units != 0) {
                round.room = RoomWord.take(round.room, units);
                emit Transfer(_source(), member, units * _unit());
                uint256 after_ = Tier.reached(next.lifetime(), round.thresholds);
                if (after_ > reached) emit TierReached(member, uint8(Tier.index(after_)));
            }
            m.word = next;
            word = next;
        }
    }

    function _move(address from, address to, uint256 amount) private {
        _data.debit(from, amount);
        _data.credit(to, amount, maxBalance);
        emit Transfer(from, to, amount);
    }

    /// @dev Base units of an earning unit.
    function _unit() internal view virtual returns (uint256) {
        return 1e15;
    }

    /// @dev Where what is issued comes from and what is burned goes to: nowhere, or a budget.
    function _source() internal view virtual returns (address) {
        return address(0);
    }

    /// @dev The most that may exist, with what may be refunded.
    function _mayExist() internal view virtual returns (uint256) {
        return supplyCap;
    }

    function _requireOpen() private view {
        require(!closed, TokenClosed());
        _requireRunning();
    }

    function _requireRunning() private view {
        require(!SupplyWord.paused(_data.supply), TokenPaused());
    }
}
