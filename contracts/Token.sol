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
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IToken} from "./interfaces/IToken.sol";
import {CountsWord} from "./libraries/CountsWord.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {Streak} from "./libraries/Streak.sol";
import {SupplyWord} from "./libraries/SupplyWord.sol";

contract Token is IToken, IERC20Errors, EIP712, Nonces {
    using MemberWord for uint256;
    using ShortStrings for *;

    /// @dev What one issuance, single or batch, has in hand: read once, written back once.
    struct Round {
        uint256 day;
        uint256 supply;
        /// Units that the community's day cap and the supply cap still leave.
        uint256 left;
        uint256 issued;
        uint256 memberDay;
        uint256 memberWeek;
        uint256 silver;
        uint256 gold;
        uint256 platinum;
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
    uint256 private constant DEFAULT_CEILING = 500e18;
    uint48 private constant CEILING_DELAY = 24 hours;

    address public immutable registry;
    address public immutable custodian;
    uint256 public immutable supplyCap;
    uint256 public immutable maxBalance;
    bool public immutable closed;
    bool public immutable clawback;
    ShortString private immutable _symbol;

    /// @dev See {MemberWord}, {CountsWord}, {SupplyWord}.
    mapping(address member => uint256 word) private _members;
    mapping(address member => uint256 word) private _counts;
    uint256 private _supply;
    ICommunities.Caps private _caps;
    mapping(address member => Ceiling) private _ceilings;
    mapping(address owner => mapping(address spender => uint256)) private _allowances;
    mapping(address module => bool) public isModule;

    modifier onlyModule() {
        require(isModule[msg.sender], TokenNotModule(msg.sender));
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
            isModule[params.modules[i]] = true;
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
        Rates memory r = rates;
        uint256 count = reports.length;
        paid = new uint256[](count);
        unchecked {
            for (uint256 i; i < count; ++i) {
                uint256 report = reports[i];
                require(report >> 96 != 0 && uint96(report) != 0 && uint32(report) < 2, TokenBadReport(i));
                paid[i] = _settleOne(report, r, round);
            }
        }
        _close(round, r.grace);
    }

    /// @inheritdoc IToken
    function claimDaily(address member, Rates calldata rates)
        external
        onlyModule
        returns (uint256 paid, uint256 streak)
    {
        Round memory round = _open();
        Rates memory r = rates;
        uint256 word = _members[member].roll(round.day);
        require(word & MemberWord.CLAIMED == 0, TokenAlreadyClaimed((round.day + 1) * 1 days));
        word |= MemberWord.CLAIMED | MemberWord.ACTIVE;
        (word, paid) = _credit(member, word, _multiplied(word, r.daily, r, round), round);
        _members[member] = word;
        _close(round, r.grace);
        return (paid * UNIT, Streak.length(Streak.held(word.activeDays(), r.grace)));
    }

    /// @inheritdoc IToken
    function earn(address member, uint256 amount) external onlyModule returns (uint256 paid) {
        require(member != address(0), ERC20InvalidReceiver(member));
        Round memory round = _open();
        (_members[member], paid) = _credit(member, _members[member].roll(round.day), amount / UNIT, round);
        _close(round, SupplyWord.grace(round.supply));
        return paid * UNIT;
    }

    /// @inheritdoc IToken
    function move(address from, address to, uint256 amount, bool custodial) external onlyModule returns (uint8 tier) {
        uint256 supply = _supply;
        require(!SupplyWord.paused(supply), TokenPaused());
        if (custodial) _supply = _flowOut(from, amount, supply);
        uint256 word = _move(from, to, amount);
        ICommunities.Caps memory c = _caps;
        return uint8(_tier(word.lifetime(), c.silver, c.gold, c.platinum));
    }

    // ── Set by the registry ────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IToken
    function setCaps(ICommunities.Caps calldata caps_) external onlyRegistry {
        _caps = caps_;
    }

    /// @inheritdoc IToken
    function setModule(address module, bool enabled) external onlyRegistry {
        isModule[module] = enabled;
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
        return SupplyWord.total(_supply);
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) external view returns (uint256) {
        return _members[account].balance();
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
        uint256 word = _members[member].roll(day);
        ICommunities.Caps memory c = _caps;
        standing.balance = word.balance();
        standing.earnedToday = word.today() * UNIT;
        standing.earnedThisWeek = word.week() * UNIT;
        standing.lifetimeEarned = word.lifetime() * UNIT;
        standing.activeDays = uint32(word.activeDays());
        uint256 held = Streak.held(word.activeDays(), SupplyWord.grace(_supply));
        // Today is not yet missed.
        standing.streak = Streak.length(held & 1 == 0 ? held >> 1 : held);
        standing.tier = uint8(_tier(word.lifetime(), c.silver, c.gold, c.platinum));
        standing.claimedToday = word & MemberWord.CLAIMED != 0;
        standing.registered = word & MemberWord.REGISTERED != 0;
        standing.custodialOutflow = CountsWord.outflow(CountsWord.roll(_counts[member], day)) * UNIT;
        standing.custodialCeiling = _ceilingOf(member);
    }

    /// @inheritdoc IToken
    function countsOf(address member) external view returns (uint32[8] memory lifetime, uint8[8] memory today_) {
        uint256 word = CountsWord.roll(_counts[member], _today());
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

    function _today() private view returns (uint256) {
        return block.timestamp / 1 days;
    }

    /// @dev Reads what issuing needs; nothing is issued while paused.
    function _open() private view returns (Round memory round) {
        round.day = _today();
        uint256 supply = SupplyWord.roll(_supply, round.day);
        require(!SupplyWord.paused(supply), TokenPaused());
        round.supply = supply;
        ICommunities.Caps memory c = _caps;
        // The total never passes the cap, which is fixed.
        uint256 left;
        unchecked {
            left = (supplyCap - SupplyWord.total(supply)) / UNIT;
        }
        round.left = _min(left, _less(c.communityDay, SupplyWord.issued(supply)));
        round.memberDay = c.memberDay == 0 ? MemberWord.MAX_TODAY : c.memberDay;
        round.memberWeek = c.memberWeek == 0 ? MemberWord.MAX_WEEK : c.memberWeek;
        round.silver = c.silver;
        round.gold = c.gold;
        round.platinum = c.platinum;
    }

    function _close(Round memory round, bool grace) private {
        uint256 supply = SupplyWord.issue(round.supply, round.issued, UNIT);
        _supply = grace ? supply | SupplyWord.GRACE : supply & ~SupplyWord.GRACE;
    }

    /// @return paid member:160 | accepted counts:64 | paid:32
    function _settleOne(uint256 report, Rates memory r, Round memory round) private returns (uint256 paid) {
        address member = address(uint160(report >> 96));
        uint256 counts = uint64(report >> 32);
        uint256 value;
        if (!r.counted) {
            value = CountsWord.valueOf(counts, r.rewards);
        } else if (counts != 0) {
            uint256 before = CountsWord.roll(_counts[member], round.day);
            uint256 next;
            (next, counts, value) = CountsWord.count(before, counts, r.limits, r.rewards);
            _counts[member] = next;
        }
        uint256 word = _members[member].roll(round.day) | MemberWord.ACTIVE;
        unchecked {
            if (report & 1 != 0 && word & MemberWord.REGISTERED == 0) {
                word |= MemberWord.REGISTERED;
                value += r.registration;
            }
        }
        (word, value) = _credit(member, word, _multiplied(word, value, r, round), round);
        _members[member] = word;
        return (report >> 96 << 96) | (counts << 32) | value;
    }

    /// @dev `value` times streak, tier and season, rounded down.
    function _multiplied(uint256 word, uint256 value, Rates memory r, Round memory round)
        private
        pure
        returns (uint256)
    {
        uint256 streak = Streak.multiplier(Streak.held(word.activeDays(), r.grace), r.streakBps);
        uint256 tier = _tier(word.lifetime(), round.silver, round.gold, round.platinum);
        unchecked {
            // 2^44 x 2^16 x 2^16 x 2^32 cannot run over.
            return value * streak * uint16(uint256(r.tierBps) >> (tier * 16)) * r.seasonBps / 1e12;
        }
    }

    /// @dev Clips `units` to every cap and pays what is left. The caller stores the word.
    function _credit(address member, uint256 word, uint256 units, Round memory round)
        private
        returns (uint256, uint256)
    {
        unchecked {
            units = _min(units, round.left);
            units = _min(units, _less(round.memberDay, word.today()));
            units = _min(units, _less(round.memberWeek, word.week()));
            // No balance ever passes the maximum, which is fixed.
            units = _min(units, (maxBalance - word.balance()) / UNIT);
            if (units == 0) return (word, 0);
            round.left -= units;
            round.issued += units;
            uint256 before = _tier(word.lifetime(), round.silver, round.gold, round.platinum);
            word = word.earn(units, UNIT);
            emit Transfer(address(0), member, units * UNIT);
            uint256 tier = _tier(word.lifetime(), round.silver, round.gold, round.platinum);
            if (tier != before) emit TierReached(member, uint8(tier));
            return (word, units);
        }
    }

    /// @return word of `from` after the move
    function _move(address from, address to, uint256 amount) private returns (uint256 word) {
        require(from != address(0), ERC20InvalidSender(from));
        require(to != address(0), ERC20InvalidReceiver(to));
        word = _members[from];
        require(word.balance() >= amount, ERC20InsufficientBalance(from, word.balance(), amount));
        unchecked {
            // The balance lies in the lowest bits: no borrow or carry leaves it.
            word -= amount;
            _members[from] = word;
            uint256 other = _members[to];
            require(other.balance() + amount <= maxBalance, TokenMaxBalance(to, maxBalance));
            _members[to] = other + amount;
        }
        emit Transfer(from, to, amount);
    }

    /// @dev Counts what the operator moves out of a member's account against both ceilings, parts of a unit as whole.
    /// @return the supply word with the outflow added
    function _flowOut(address from, uint256 amount, uint256 supply) private returns (uint256) {
        uint256 day = _today();
        uint256 units = amount / UNIT + (amount % UNIT == 0 ? 0 : 1);

        // Never less than one member's default: 5 % of a young community would stop its first gift.
        supply = SupplyWord.roll(supply, day);
        uint256 share = SupplyWord.total(supply) / 20;
        uint256 left = _less((share > DEFAULT_CEILING ? share : DEFAULT_CEILING) / UNIT, SupplyWord.outflow(supply));
        require(units <= left, TokenCommunityCeiling(left * UNIT));

        uint256 word = CountsWord.roll(_counts[from], day);
        left = _less(_min(_ceilingOf(from) / UNIT, CountsWord.MAX_OUTFLOW), CountsWord.outflow(word));
        require(units <= left, TokenMemberCeiling(left * UNIT));
        _counts[from] = CountsWord.addOutflow(word, units);
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

    /// @dev Thresholds never fall with their tier, so counting those reached gives the tier.
    function _tier(uint256 lifetime, uint256 silver, uint256 gold, uint256 platinum) private pure returns (uint256) {
        if (lifetime < silver) return 0;
        if (lifetime < gold) return 1;
        return lifetime < platinum ? 2 : 3;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    /// @dev a - b, or 0.
    function _less(uint256 a, uint256 b) private pure returns (uint256) {
        unchecked {
            return a > b ? a - b : 0;
        }
    }
}
