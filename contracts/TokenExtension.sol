// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {TokenState} from "./abstracts/TokenState.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IToken} from "./interfaces/IToken.sol";
import {ITokenExtension} from "./interfaces/ITokenExtension.sol";
import {CountsWord} from "./libraries/CountsWord.sol";
import {Ledger} from "./libraries/Ledger.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {Streak} from "./libraries/Streak.sol";
import {SupplyWord} from "./libraries/SupplyWord.sol";

/// @title What a community's token does seldom
/// @notice One for all tokens of a factory, which hand on to it by delegatecall what they do not know themselves: each
/// community pays 200 gas for every byte of its token's own code. Called directly it has no members and no modules.
contract TokenExtension is ITokenExtension, TokenState {
    using Ledger for Ledger.Data;
    using Math for uint256;
    using MemberWord for uint256;

    uint48 private constant CEILING_DELAY = 24 hours;
    string private constant VERSION = "1";
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    modifier onlyModule() {
        require(_data.modules[msg.sender].enabled, TokenNotModule(msg.sender));
        _;
    }

    /// @inheritdoc ITokenExtension
    function award(address member, uint256 amount) external onlyModule {
        IToken self = IToken(address(this));
        _data.requireEarning(member);
        uint256 supply = SupplyWord.roll(_data.supply, Ledger.today());
        require(!SupplyWord.paused(supply), TokenPaused());
        uint256 unit = self.unit();
        uint256 units = amount.ceilDiv(unit);
        uint256 left = uint256(_data.caps.communityDay).saturatingSub(SupplyWord.issued(supply));
        require(units <= left, TokenCommunityDayCap(left * unit));
        left = self.issuable();
        require(amount <= left, TokenSupplyCap(left));
        _data.supply = SupplyWord.issue(supply, units, 0) + amount;
        _data.credit(member, amount, self.maxBalance());
        _data.raise(member, amount / unit);
        emit IERC20.Transfer(_source(), member, amount);
    }

    /// @inheritdoc ITokenExtension
    function countOutflow(address from, uint256 amount) external onlyModule {
        uint256 supply = _data.supply;
        require(!SupplyWord.paused(supply), TokenPaused());
        _data.requireNotBanned(from, _data.members[from].word);
        _data.supply = _data.flowOut(from, amount, supply, IToken(address(this)).unit());
    }

    /// @inheritdoc ITokenExtension
    function release(address to, uint256 amount, bool earned) external {
        require(_data.modules[msg.sender].known, TokenNotModule(msg.sender));
        require(to != address(0), IERC20Errors.ERC20InvalidReceiver(to));
        _data.debit(msg.sender, amount);
        unchecked {
            // Whatever the maximum: what is owed must not hang on what its receiver holds.
            _data.members[to].word += amount;
        }
        if (earned) _data.raise(to, amount / IToken(address(this)).unit());
        emit IERC20.Transfer(msg.sender, to, amount);
    }

    /// @inheritdoc ITokenExtension
    function claw(address member, uint256 amount) external onlyModule returns (uint256 taken) {
        require(IToken(address(this)).clawback(), TokenNoClawback());
        // What a module holds belongs to others.
        if (_data.modules[member].known) return 0;
        taken = amount.min(_data.members[member].word.balance());
        _data.debit(member, taken);
        _data.supply -= taken;
        emit IERC20.Transfer(member, _source(), taken);
    }

    /// @inheritdoc ITokenExtension
    function suspend(address member, uint48 until) external onlyModule {
        require(!_data.modules[member].known, TokenIsModule(member));
        _data.suspendedUntil[member] = until;
        Ledger.Member storage m = _data.members[member];
        m.word = until == 0 ? m.word & ~MemberWord.SUSPENDED : m.word | MemberWord.SUSPENDED;
        emit SuspensionSet(member, until);
    }

    /// @inheritdoc ITokenExtension
    function setCeiling(address member, uint96 ceiling) external {
        require(msg.sender == IToken(address(this)).registry(), TokenNotRegistry(msg.sender));
        uint256 current = _data.ceilingOf(member, IToken(address(this)).unit());
        // A thief of the operator's key could raise a ceiling too: a raise gives the member a day to notice.
        uint48 effectiveAt = uint48(block.timestamp) + (ceiling > current ? CEILING_DELAY : 0);
        _data.ceilings[member] = Ledger.Ceiling(uint96(current), ceiling, effectiveAt);
        emit CeilingSet(member, ceiling, effectiveAt);
    }

    /// @inheritdoc IERC20Permit
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        require(block.timestamp <= deadline, TokenPermitExpired(deadline));
        bytes32 hash = keccak256(abi.encode(PERMIT, owner, spender, value, _useNonce(owner), deadline));
        // A malformed signature recovers to zero, which no owner is.
        (address signer,,) = ECDSA.tryRecover(MessageHashUtils.toTypedDataHash(DOMAIN_SEPARATOR(), hash), v, r, s);
        require(signer == owner && owner != address(0), TokenPermitBadSigner(signer, owner));
        require(!IToken(address(this)).closed(), TokenClosed());
        _approve(owner, spender, value);
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(Nonces, IERC20Permit) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IERC20Permit
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        bytes32 name = keccak256(bytes(IToken(address(this)).name()));
        return keccak256(abi.encode(DOMAIN, name, keccak256(bytes(VERSION)), block.chainid, address(this)));
    }

    /// @inheritdoc IERC5267
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // The fields are name, version, chain and contract: the lowest four bits.
        return (0x0f, IToken(address(this)).name(), VERSION, block.chainid, address(this), 0, new uint256[](0));
    }

    /// @inheritdoc ITokenExtension
    function standingOf(address member) external view returns (Standing memory standing) {
        uint256 unit = IToken(address(this)).unit();
        uint256 day = Ledger.today();
        Ledger.Member storage m = _data.members[member];
        uint256 word = m.word.roll(day, MemberWord.weekdayOf(day));
        standing.balance = word.balance();
        standing.earnedToday = word.today() * unit;
        standing.earnedThisWeek = word.week() * unit;
        standing.lifetimeEarned = word.lifetime() * unit;
        standing.activeDays = uint32(word.activeDays());
        standing.streak = _streakOf(word);
        standing.tier = _data.tierOf(word, unit);
        standing.claimedToday = word & MemberWord.CLAIMED != 0;
        standing.registered = word & MemberWord.REGISTERED != 0;
        standing.custodialOutflow = CountsWord.outflow(CountsWord.roll(m.counts, day)) * unit;
        standing.custodialCeiling = _data.ceilingOf(member, unit);
    }

    /// @inheritdoc ITokenExtension
    function countsOf(address member) external view returns (uint32[8] memory lifetime, uint8[8] memory today_) {
        uint256 word = CountsWord.roll(_data.members[member].counts, Ledger.today());
        for (uint256 i; i < 8; ++i) {
            lifetime[i] = CountsWord.lifetimeOf(word, i);
            today_[i] = CountsWord.todayOf(word, i);
        }
    }

    /// @inheritdoc ITokenExtension
    function today() external view returns (uint256 issued, uint256 outflow) {
        uint256 supply = SupplyWord.roll(_data.supply, Ledger.today());
        uint256 unit = IToken(address(this)).unit();
        return (SupplyWord.issued(supply) * unit, SupplyWord.outflow(supply) * unit);
    }

    /// @inheritdoc ITokenExtension
    function caps() external view returns (ICommunities.Caps memory) {
        return _data.caps;
    }

    /// @inheritdoc ITokenExtension
    function suspendedUntil(address member) external view returns (uint48) {
        return _data.suspendedUntil[member];
    }

    /// @inheritdoc ITokenExtension
    function refundableBy(address module) external view returns (uint256) {
        return _data.modules[module].refundable;
    }

    function _streakOf(uint256 word) private view returns (uint256) {
        uint256 held = Streak.held(word.activeDays(), SupplyWord.grace(_data.supply) ? Streak.GRACE : 0);
        // Today is not yet missed. What is older than the bitmap is not known: a streak up to yesterday ends at 31.
        return Streak.length(word & MemberWord.ACTIVE == 0 ? uint32(held) >> 1 : held);
    }

    /// @dev Where what is issued comes from and what is burned goes to: nowhere, or a budget.
    function _source() private view returns (address) {
        return IToken(address(this)).underlying() == address(0) ? address(0) : address(this);
    }
}
