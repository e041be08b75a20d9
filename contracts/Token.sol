// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IToken} from "./interfaces/IToken.sol";
import {CountsWord} from "./libraries/CountsWord.sol";
import {Lanes} from "./libraries/Lanes.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {RoomWord} from "./libraries/RoomWord.sol";
import {Streak} from "./libraries/Streak.sol";
import {SupplyWord} from "./libraries/SupplyWord.sol";
import {Tier} from "./libraries/Tier.sol";

contract Token is IToken, IERC20Errors, EIP712, Nonces {
    using Math for uint256;
    using MemberWord for uint256;
    using SafeCast for bool;
    using ShortStrings for *;

    /// @dev Both words behind one key. See {MemberWord} and {CountsWord}.
    struct Member {
        uint256 word;
        uint256 counts;
    }

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
        uint256 registration;
        /// See {Streak}.
        uint256 grace;
        bool counted;
    }

    /// @dev One slot.
    struct Module {
        bool enabled;
        /// Burned by it and not given back, where it said that it might be.
        uint96 refundable;
    }

    /// @dev One slot. `effectiveAt` 0: the default holds; before it `current` holds, from it on `next`.
    struct Ceiling {
        uint96 current;
        uint96 next;
        uint48 effectiveAt;
    }

    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    uint256 private constant UNIT = 1e15;
    /// @dev Multipliers of 1, as {Round} holds them.
    uint256 private constant ONE = 10_000;
    uint256 private constant STREAK_OF_ONE = ONE * (1 | (1 << 16) | (1 << 32) | (1 << 48) | (1 << 64));
    uint256 private constant TIER_OF_ONE = ONE * ONE * (1 | (1 << 48) | (1 << 96) | (1 << 144));
    uint256 private constant DEFAULT_CEILING = 500e18;
    uint48 private constant CEILING_DELAY = 24 hours;

    address public immutable registry;
    address public immutable custodian;
    uint256 public immutable supplyCap;
    uint256 public immutable maxBalance;
    bool public immutable closed;
    bool public immutable clawback;
    ShortString private immutable _symbol;

    mapping(address member => Member) private _members;
    /// @dev See {SupplyWord}. Its total counts what may be refunded as if it were still there: so a refund never meets the
    /// supply cap, and issuing needs no thought of refunds.
    uint256 private _supply;
    /// @dev Of all modules.
    uint256 private _refundable;
    ICommunities.Caps private _caps;
    mapping(address member => Ceiling) private _ceilings;
    mapping(address owner => mapping(address spender => uint256)) private _allowances;
    mapping(address module => Module) private _modules;

    modifier onlyModule() {
        require(_modules[msg.sender].enabled, TokenNotModule(msg.sender));
        _;
    }

    modifier onlyRegistry() {
        require(msg.sender == registry, TokenNotRegistry(msg.sender));
        _;
    }

    /// @dev The registry has checked the parameters.
    constructor(address registry_, address custodian_, ICommunities.NewCommunity memory params)
        EIP712(params.name, "1")
    {
        registry = registry_;
        custodian = custodian_;
        supplyCap = params.supplyCap == 0 ? type(uint96).max : params.supplyCap;
        maxBalance = params.maxBalance == 0 ? type(uint96).max : params.maxBalance;
        closed = params.closed;
        clawback = params.clawback;
        _symbol = params.symbol.toShortString();
        _caps = params.caps;
        for (uint256 i; i < params.modules.length; ++i) {
            _modules[params.modules[i]].enabled = true;
        }
    }

    // ── Issuance and module moves ──────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IToken
    function settle(uint256[] calldata reports, Rates calldata rates)
        external
        onlyModule
        returns (uint256[] memory paid)
    {
        Round memory round = _open();
        _apply(rates, round);
        paid = new uint256[](reports.length);
        uint256 size = reports.length * 32;
        unchecked {
            for (uint256 place; place != size; place += 32) {
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
        _close(round);
        // return paid, without the compiler's copy word by word: 60 gas a member less.
        assembly ("memory-safe") {
            let start := sub(paid, 0x20)
            mstore(start, 0x20)
            return(start, add(size, 0x40))
        }
    }

    /// @inheritdoc IToken
    function claimDaily(address member, Rates calldata rates)
        external
        onlyModule
        returns (uint256 paid, uint256 streak)
    {
        Round memory round = _open();
        _apply(rates, round);
        round.marks = MemberWord.ACTIVE | MemberWord.CLAIMED;
        uint256 word;
        (paid, word) = _issue(_members[member], member, rates.daily, round);
        _close(round);
        return (paid * UNIT, Streak.length(Streak.held(word.activeDays(), round.grace)));
    }

    /// @inheritdoc IToken
    function earn(address member, uint256 amount) external onlyModule returns (uint256 paid) {
        require(member != address(0), ERC20InvalidReceiver(member));
        Round memory round = _open();
        round.streakBps = STREAK_OF_ONE;
        round.tierBps = TIER_OF_ONE;
        // What a module asks for is anything; more than 2^48 units no cap leaves.
        (paid,) = _issue(_members[member], member, (amount / UNIT).min(type(uint48).max), round);
        _close(round);
        return paid * UNIT;
    }

    /// @inheritdoc IToken
    function move(address from, address to, uint256 amount, bool custodial) external onlyModule returns (uint8 tier) {
        uint256 supply = _supply;
        require(!SupplyWord.paused(supply), TokenPaused());
        if (custodial) _supply = _flowOut(from, amount, supply);
        uint256 word = _move(from, to, amount);
        return uint8(Tier.index(Tier.reached(word.lifetime(), Tier.thresholdsOf(_caps))));
    }

    /// @inheritdoc IToken
    function burn(address from, uint256 amount, bool refundable) external onlyModule {
        uint256 supply = _supply;
        require(!SupplyWord.paused(supply), TokenPaused());
        _debit(from, amount);
        unchecked {
            // The amount was a balance, so that no sum runs over, and the total in the lowest bits does not run under.
            if (refundable) {
                _modules[msg.sender].refundable += uint96(amount);
                _refundable += amount;
            } else {
                _supply = supply - amount;
            }
        }
        emit Transfer(from, address(0), amount);
    }

    /// @inheritdoc IToken
    function refund(address to, uint256 amount) external {
        require(to != address(0), ERC20InvalidReceiver(to));
        Module storage module = _modules[msg.sender];
        uint256 left = module.refundable;
        // Nobody but a module ever burned. One that was disabled since still owes what it took.
        require(amount <= left, TokenRefundAbove(left));
        unchecked {
            module.refundable = uint96(left - amount);
            _refundable -= amount;
            // Whatever the maximum: a stranger's gift must not stop what is due.
            _members[to].word += amount;
        }
        emit Transfer(address(0), to, amount);
    }

    // ── Set by the registry ────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IToken
    function setCaps(ICommunities.Caps calldata caps_) external onlyRegistry {
        _caps = caps_;
    }

    /// @inheritdoc IToken
    function setModule(address module, bool enabled) external onlyRegistry {
        _modules[module].enabled = enabled;
    }

    /// @inheritdoc IToken
    function setPaused(bool paused_) external onlyRegistry {
        _supply = paused_ ? _supply | SupplyWord.PAUSED : _supply & ~SupplyWord.PAUSED;
    }

    /// @inheritdoc IToken
    function setCeiling(address member, uint96 ceiling) external onlyRegistry {
        uint256 current = _ceilingOf(member);
        // A thief of the operator's key could raise a ceiling too: a raise gives the member a day to notice.
        uint48 effectiveAt = uint48(block.timestamp) + (ceiling > current ? CEILING_DELAY : 0);
        _ceilings[member] = Ceiling(uint96(current), ceiling, effectiveAt);
        emit CeilingSet(member, ceiling, effectiveAt);
    }

    // ── ERC-20 and permit ──────────────────────────────────────────────────────────────────────────────────────────

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
        _approve(msg.sender, spender, value);
        return true;
    }

    /// @inheritdoc IERC20Permit
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        require(block.timestamp <= deadline, TokenPermitExpired(deadline));
        bytes32 hash = keccak256(abi.encode(PERMIT, owner, spender, value, _useNonce(owner), deadline));
        // A malformed signature recovers to zero, which no owner is.
        (address signer,,) = ECDSA.tryRecover(_hashTypedDataV4(hash), v, r, s);
        require(signer == owner && owner != address(0), TokenPermitBadSigner(signer, owner));
        _approve(owner, spender, value);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IERC20Metadata
    function name() external view returns (string memory) {
        return _EIP712Name();
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external view returns (string memory) {
        return _symbol.toString();
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external pure returns (uint8) {
        return 18;
    }

    /// @inheritdoc IERC20
    function totalSupply() external view returns (uint256) {
        return SupplyWord.total(_supply) - _refundable;
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) external view returns (uint256) {
        return _members[account].word.balance();
    }

    /// @inheritdoc IERC20
    function allowance(address owner, address spender) external view returns (uint256) {
        return _allowances[owner][spender];
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(Nonces, IERC20Permit) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IERC20Permit
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @inheritdoc IToken
    function isModule(address module) external view returns (bool) {
        return _modules[module].enabled;
    }

    /// @inheritdoc IToken
    function refundableBy(address module) external view returns (uint256) {
        return _modules[module].refundable;
    }

    /// @inheritdoc IToken
    function unit() external pure returns (uint256) {
        return UNIT;
    }

    /// @inheritdoc IToken
    function caps() external view returns (ICommunities.Caps memory) {
        return _caps;
    }

    /// @inheritdoc IToken
    function paused() external view returns (bool) {
        return SupplyWord.paused(_supply);
    }

    /// @inheritdoc IToken
    function standingOf(address member) external view returns (Standing memory standing) {
        uint256 day = _today();
        Member storage m = _members[member];
        uint256 word = m.word.roll(day, MemberWord.weekdayOf(day));
        standing.balance = word.balance();
        standing.earnedToday = word.today() * UNIT;
        standing.earnedThisWeek = word.week() * UNIT;
        standing.lifetimeEarned = word.lifetime() * UNIT;
        standing.activeDays = uint32(word.activeDays());
        uint256 held = Streak.held(word.activeDays(), SupplyWord.grace(_supply) ? Streak.GRACE : 0);
        // Today is not yet missed. What is older than the bitmap is not known: a streak up to yesterday ends at 31.
        standing.streak = Streak.length(word & MemberWord.ACTIVE == 0 ? uint32(held) >> 1 : held);
        standing.tier = uint8(Tier.index(Tier.reached(word.lifetime(), Tier.thresholdsOf(_caps))));
        standing.claimedToday = word & MemberWord.CLAIMED != 0;
        standing.registered = word & MemberWord.REGISTERED != 0;
        standing.custodialOutflow = CountsWord.outflow(CountsWord.roll(m.counts, day)) * UNIT;
        standing.custodialCeiling = _ceilingOf(member);
    }

    /// @inheritdoc IToken
    function countsOf(address member) external view returns (uint32[8] memory lifetime, uint8[8] memory today_) {
        uint256 word = CountsWord.roll(_members[member].counts, _today());
        for (uint256 i; i < 8; ++i) {
            lifetime[i] = CountsWord.lifetimeOf(word, i);
            today_[i] = CountsWord.todayOf(word, i);
        }
    }

    /// @inheritdoc IToken
    function today() external view returns (uint256 issued, uint256 outflow) {
        uint256 supply = SupplyWord.roll(_supply, _today());
        return (SupplyWord.issued(supply) * UNIT, SupplyWord.outflow(supply) * UNIT);
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    /// @dev As the words hold it: in 2149 it starts afresh, where a greater number would match no word and so void all caps.
    function _today() private view returns (uint256) {
        return uint16(block.timestamp / 1 days);
    }

    /// @dev Reads what issuing needs; nothing is issued while paused.
    function _open() private view returns (Round memory round) {
        round.day = _today();
        round.weekday = MemberWord.weekdayOf(round.day);
        uint256 supply = SupplyWord.roll(_supply, round.day);
        require(!SupplyWord.paused(supply), TokenPaused());
        round.supply = supply;
        ICommunities.Caps memory c = _caps;
        // The total never passes the cap, which is fixed; the day's issue may, because caps can be lowered.
        round.left = ((supplyCap - SupplyWord.total(supply)) / UNIT)
        .min(uint256(c.communityDay).saturatingSub(SupplyWord.issued(supply)));
        round.room = RoomWord.pack(
            c.memberDay == 0 ? MemberWord.MAX_TODAY : c.memberDay,
            c.memberWeek == 0 ? MemberWord.MAX_WEEK : c.memberWeek,
            round.left
        );
        round.grace = SupplyWord.grace(supply) ? Streak.GRACE : 0;
        round.thresholds = Tier.thresholdsOf(c);
    }

    function _close(Round memory round) private {
        uint256 supply = SupplyWord.issue(round.supply, round.left - RoomWord.left(round.room), UNIT);
        _supply = round.grace != 0 ? supply | SupplyWord.GRACE : supply & ~SupplyWord.GRACE;
    }

    function _apply(Rates calldata rates, Round memory round) private pure {
        (round.evenRewards, round.oddRewards) = Lanes.reverse(rates.rewards);
        round.limits = CountsWord.limitsOf(rates.limits);
        round.streakBps = uint256(rates.streakBps) << 16 | ONE;
        for (uint256 i; i < 4; ++i) {
            round.tierBps |= uint256(uint16(rates.tierBps >> (16 * i))) * rates.seasonBps << (48 * i);
        }
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
        Member storage m = _members[member];
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

    /// @dev Sets the round's marks and pays `value` times streak, tier and season, rounded down, as far as all caps leave it.
    function _issue(Member storage m, address member, uint256 value, Round memory round)
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

            uint256 next = word.earn(units, UNIT);
            if (RoomWord.exceeded(round.room, word, units) | (next.balance() > maxBalance).toUint() != 0) {
                // A refund alone may have passed the maximum.
                units = RoomWord.clip(round.room, word, units).min(maxBalance.saturatingSub(word.balance()) / UNIT);
                next = word.earn(units, UNIT);
            }
            if (units != 0) {
                round.room = RoomWord.take(round.room, units);
                emit Transfer(address(0), member, units * UNIT);
                uint256 after_ = Tier.reached(next.lifetime(), round.thresholds);
                if (after_ != reached) emit TierReached(member, uint8(Tier.index(after_)));
            }
            m.word = next;
            word = next;
        }
    }

    /// @return word of `from` after the move
    function _move(address from, address to, uint256 amount) private returns (uint256 word) {
        word = _debit(from, amount);
        _credit(to, amount);
        emit Transfer(from, to, amount);
    }

    /// @return word of `from` afterwards
    function _debit(address from, uint256 amount) private returns (uint256 word) {
        require(from != address(0), ERC20InvalidSender(from));
        Member storage m = _members[from];
        word = m.word;
        require(word.balance() >= amount, ERC20InsufficientBalance(from, word.balance(), amount));
        unchecked {
            // The balance lies in the lowest bits: no borrow or carry leaves it.
            word -= amount;
        }
        m.word = word;
    }

    /// @dev `amount` was a balance, or part of one.
    function _credit(address to, uint256 amount) private {
        require(to != address(0), ERC20InvalidReceiver(to));
        Member storage m = _members[to];
        uint256 word = m.word;
        unchecked {
            require(word.balance() + amount <= maxBalance, TokenMaxBalance(to, maxBalance));
            m.word = word + amount;
        }
    }

    /// @dev Counts what the operator moves out of a member's account against both ceilings, parts of a unit as whole.
    /// @return the supply word with the outflow added
    function _flowOut(address from, uint256 amount, uint256 supply) private returns (uint256) {
        uint256 day = _today();
        uint256 units = amount / UNIT + (amount % UNIT == 0 ? 0 : 1);

        // Never less than one member's default: 5 % of a young community would stop its first gift.
        supply = SupplyWord.roll(supply, day);
        uint256 share = (SupplyWord.total(supply) - _refundable) / 20;
        uint256 left = (share.max(DEFAULT_CEILING) / UNIT).saturatingSub(SupplyWord.outflow(supply));
        require(units <= left, TokenCommunityCeiling(left * UNIT));

        Member storage m = _members[from];
        uint256 word = CountsWord.roll(m.counts, day);
        left = (_ceilingOf(from) / UNIT).min(CountsWord.MAX_OUTFLOW).saturatingSub(CountsWord.outflow(word));
        require(units <= left, TokenMemberCeiling(left * UNIT));
        m.counts = CountsWord.addOutflow(word, units);
        return SupplyWord.addOutflow(supply, units);
    }

    function _approve(address owner, address spender, uint256 value) private {
        require(!closed, TokenClosed());
        require(spender != address(0), ERC20InvalidSpender(spender));
        _allowances[owner][spender] = value;
        emit Approval(owner, spender, value);
    }

    function _requireOpen() private view {
        require(!closed, TokenClosed());
        require(!SupplyWord.paused(_supply), TokenPaused());
    }

    function _ceilingOf(address member) private view returns (uint256) {
        Ceiling memory c = _ceilings[member];
        if (c.effectiveAt == 0) return DEFAULT_CEILING;
        return block.timestamp < c.effectiveAt ? c.current : c.next;
    }
}
