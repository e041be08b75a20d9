// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../../contracts/Communities.sol";
import {Earnings} from "../../../contracts/Earnings.sol";
import {Gifts} from "../../../contracts/Gifts.sol";
import {ICommunities} from "../../../contracts/interfaces/ICommunities.sol";
import {IEarnings} from "../../../contracts/interfaces/IEarnings.sol";
import {IGifts} from "../../../contracts/interfaces/IGifts.sol";
import {IToken} from "../../../contracts/interfaces/IToken.sol";
import {ITokenTypes} from "../../../contracts/interfaces/ITokenTypes.sol";
import {ITokenExtension} from "../../../contracts/interfaces/ITokenExtension.sol";
import {ITokenCore} from "../../../contracts/interfaces/ITokenCore.sol";
import {Roles} from "../../../contracts/libraries/Roles.sol";
import {vm} from "./Vm.sol";

/// @notice Does with two communities what owners, reporters, members, the operator and strangers may try, in any order,
/// and keeps its own books of what the caps were and what was earned.
contract EconomyHandler {
    uint256 public constant MEMBERS = 6;
    uint256 public constant TOKENS = 2;
    uint256 private constant UNIT = 1e15;

    Communities public communities;
    Earnings public earnings;
    Gifts public gifts;
    address public constant OPERATOR = address(0xc0);
    address private constant STRANGER = address(0xbad);

    IToken[TOKENS] public tokens;
    /// The highest caps in force on a day, and in a week, in units; 0: that was without a cap.
    mapping(uint256 token => mapping(uint256 day => uint256)) public dayCap;
    mapping(uint256 token => mapping(uint256 week => uint256)) public weekCap;
    mapping(uint256 token => mapping(uint256 day => uint256)) public communityCap;
    /// What lifetime earnings grew by, in base units.
    mapping(uint256 token => mapping(address member => mapping(uint256 day => uint256))) public earnedOn;
    mapping(uint256 token => mapping(address member => mapping(uint256 week => uint256))) public earnedIn;
    mapping(uint256 token => mapping(uint256 day => uint256)) public issuedOn;
    mapping(uint256 token => mapping(address member => mapping(uint256 day => uint256))) public claimsOn;
    /// What the operator moved out, in base units, and the most it might.
    mapping(uint256 token => mapping(address member => mapping(uint256 day => uint256))) public outflowOn;
    mapping(uint256 token => mapping(address member => mapping(uint256 day => uint256))) public ceilingOn;

    bool public touchedAnother;
    bool public strangerSucceeded;
    bool public paidTwice;
    uint256 public settled;
    uint256 public gifted;

    /// @dev The handler owns both communities and reports for them.
    constructor(Communities communities_, Earnings earnings_, Gifts gifts_) {
        (communities, earnings, gifts) = (communities_, earnings_, gifts_);
        address[] memory modules = new address[](2);
        (modules[0], modules[1]) = (address(earnings), address(gifts));
        for (uint256 i; i < TOKENS; ++i) {
            ICommunities.Caps memory caps = ICommunities.Caps(500_000, 3_000_000, 5_000_000, 100_000, 500_000, 1_000_000, false);
            // The second community has a supply cap and a greatest balance within reach.
            (uint96 supplyCap, uint96 maxBalance) = i == 0 ? (0, 0) : (uint96(20_000e18), uint96(5_000e18 + 1));
            tokens[i] = IToken(
                communities.createCommunity(
                    ICommunities.NewCommunity("Token", "TKN", supplyCap, maxBalance, false, false, caps, address(0), modules)
                )
            );
            communities.grantRoles(address(tokens[i]), address(this), Roles.REPORTER);
            _setRates(i, 0x01010101, true, true);
            gifts.setPolicy(
                address(tokens[i]),
                IGifts.Policy([uint48(50_000), 200_000, 500_000, type(uint48).max], 1_000, 10)
            );
        }
        _remember();
    }

    modifier on(uint256 token) {
        token %= TOKENS;
        bytes32 other = _digest(1 - token);
        uint256[MEMBERS] memory before;
        for (uint256 i; i < MEMBERS; ++i) {
            before[i] = tokens[token].standingOf(memberAt(i)).lifetimeEarned;
        }
        _;
        _remember();
        uint256 day = block.timestamp / 1 days;
        for (uint256 i; i < MEMBERS; ++i) {
            address member = memberAt(i);
            uint256 gained = tokens[token].standingOf(member).lifetimeEarned - before[i];
            earnedOn[token][member][day] += gained;
            earnedIn[token][member][(day + 3) / 7] += gained;
            issuedOn[token][day] += gained;
        }
        if (_digest(1 - token) != other) touchedAnother = true;
    }

    function memberAt(uint256 i) public pure returns (address) {
        return address(uint160(0x1000 + i % MEMBERS));
    }

    function settle(uint256 token, uint256 seed, uint64 counts, uint8 size, bool registration, bool again)
        external
        on(token)
    {
        token %= TOKENS;
        uint256[] memory reports = new uint256[](1 + size % 5);
        for (uint256 i; i < reports.length; ++i) {
            // Now and then the same member twice, and any counts.
            uint256 said = uint64(counts >> (i * 7)) | 1;
            reports[i] = uint256(uint160(memberAt(seed >> (8 * i)))) << 96 | said << 32 | (registration ? 1 : 0);
        }
        uint64 next = earnings.nextSettlement(address(tokens[token]), address(this));
        try earnings.settle(address(tokens[token]), next, reports) {
            ++settled;
            if (again) {
                try earnings.settle(address(tokens[token]), next, reports) {
                    paidTwice = true;
                } catch {}
            }
        } catch {}
    }

    function claimDaily(uint256 token, uint256 who) external on(token) {
        token %= TOKENS;
        address member = memberAt(who);
        vm.prank(member);
        try earnings.claimDaily(address(tokens[token])) {
            ++claimsOn[token][member][block.timestamp / 1 days];
        } catch {}
    }

    function gift(uint256 token, uint256 who, uint256 to, uint96 amount, bool custodial) external on(token) {
        token %= TOKENS;
        address from = memberAt(who);
        amount = uint96(amount % (tokens[token].balanceOf(from) + 2));
        bytes memory call = abi.encodeCall(IGifts.gift, (address(tokens[token]), memberAt(to), amount, bytes32(0)));
        vm.prank(custodial ? OPERATOR : from);
        (bool ok,) = address(gifts).call(custodial ? abi.encodePacked(call, from) : call);
        if (!ok) return;
        ++gifted;
        if (custodial) outflowOn[token][from][block.timestamp / 1 days] += amount;
    }

    function transfer(uint256 token, uint256 who, uint256 to, uint96 amount) external on(token) {
        token %= TOKENS;
        address from = memberAt(who);
        amount = uint96(amount % (tokens[token].balanceOf(from) + 2));
        vm.prank(from);
        try tokens[token].transfer(memberAt(to), amount) {} catch {}
    }

    function setCaps(uint256 token, uint24 memberDay, uint24 memberWeek, uint24 communityDay, uint24 silver)
        external
        on(token)
    {
        ICommunities.Caps memory caps = ICommunities.Caps({
            memberDay: memberDay,
            memberWeek: memberWeek,
            communityDay: uint48(communityDay) + 1,
            silver: silver,
            gold: uint40(silver) * 2,
            platinum: uint40(silver) * 3,
            tierByBalance: silver % 4 == 0
        });
        communities.setCaps(address(tokens[token % TOKENS]), caps);
    }

    function setRates(uint256 token, uint32 rewards, bool grace, bool counted) external on(token) {
        _setRates(token % TOKENS, rewards, grace, counted);
    }

    function setSeason(uint256 token, uint8 number, uint32 length, uint16 bps) external on(token) {
        uint48 opens = uint48(block.timestamp);
        IEarnings.Season memory season = IEarnings.Season(opens, opens + length % 30 days, bps);
        try earnings.setSeason(address(tokens[token % TOKENS]), number % 4, season) {} catch {}
    }

    function setCeiling(uint256 token, uint256 who, uint72 ceiling) external on(token) {
        vm.prank(memberAt(who));
        communities.setCeiling(address(tokens[token % TOKENS]), ceiling);
    }

    function pause(uint256 token, bool paused) external on(token) {
        address community = address(tokens[token % TOKENS]);
        if (paused) communities.pause(community);
        else communities.unpause(community);
    }

    /// @dev Seconds to weeks, often to the very edge of a day.
    function wait(uint256 token, uint32 time, bool toMidnight) external on(token) {
        uint256 later = block.timestamp + time % 2 days;
        if (time % 11 == 0) later += 40 days;
        vm.warp(toMidnight ? (later / 1 days + 1) * 1 days - time % 2 : later);
    }

    /// @dev Whatever a stranger tries with any of the powers must fail.
    function trespass(uint256 token, uint256 who, uint8 how) external on(token) {
        IToken target = tokens[token % TOKENS];
        address member = memberAt(who);
        IToken.Rates memory rates = earnings.ratesOf(address(target));
        ICommunities.Caps memory caps = target.caps();
        uint256[] memory reports = new uint256[](1);
        reports[0] = uint256(uint160(STRANGER)) << 96 | 1;
        bytes[10] memory calls = [
            abi.encodeCall(ITokenCore.settle, (reports, rates)),
            abi.encodeCall(ITokenCore.claimDaily, (STRANGER, rates)),
            abi.encodeCall(ITokenCore.earn, (STRANGER, 1e18)),
            abi.encodeCall(ITokenCore.move, (member, STRANGER, 0, false)),
            abi.encodeCall(ITokenCore.setCaps, (caps)),
            abi.encodeCall(ITokenCore.setModule, (STRANGER, true)),
            abi.encodeCall(ITokenCore.setPaused, (true)),
            abi.encodeCall(ITokenExtension.setCeiling, (member, type(uint96).max)),
            abi.encodeWithSelector(target.transferFrom.selector, member, STRANGER, 1),
            abi.encodeWithSelector(target.permit.selector, member, STRANGER, 1, type(uint256).max, 27, uint256(1), uint256(1))
        ];
        vm.prank(STRANGER);
        (bool ok,) = address(target).call(calls[how % 10]);
        if (ok) strangerSucceeded = true;
    }

    function _setRates(uint256 token, uint32 rewards, bool grace, bool counted) private {
        uint256 each;
        for (uint256 i; i < 8; ++i) {
            each |= uint256(uint8(rewards >> i)) * 50 << (32 * i);
        }
        earnings.setRates(
            address(tokens[token]),
            ITokenTypes.Rates({
                rewards: each,
                limits: counted ? 0x0a000a000a001464 : 0,
                streakBps: 0x4e203a9830d42af8,
                tierBps: 0x3a9830d42af82710,
                seasonBps: 0,
                registration: 10_000,
                daily: uint32(rewards % 50_000) + 1,
                grace: grace,
                counted: counted
            })
        );
    }

    /// @dev Notes the caps and ceilings in force now: of a day the highest counts.
    function _remember() private {
        uint256 day = block.timestamp / 1 days;
        for (uint256 i; i < TOKENS; ++i) {
            ICommunities.Caps memory caps = tokens[i].caps();
            _raise(dayCap[i], day, caps.memberDay == 0 ? type(uint256).max : caps.memberDay * UNIT);
            _raise(weekCap[i], (day + 3) / 7, caps.memberWeek == 0 ? type(uint256).max : caps.memberWeek * UNIT);
            _raise(communityCap[i], day, caps.communityDay * UNIT);
            for (uint256 j; j < MEMBERS; ++j) {
                _raise(ceilingOn[i][memberAt(j)], day, tokens[i].standingOf(memberAt(j)).custodialCeiling);
            }
        }
    }

    function _raise(mapping(uint256 => uint256) storage book, uint256 page, uint256 value) private {
        if (book[page] < value) book[page] = value;
    }

    /// @dev All that a community is, but for what time alone changes.
    function _digest(uint256 token) private view returns (bytes32 digest) {
        IToken t = tokens[token];
        digest = keccak256(abi.encode(t.totalSupply(), t.caps(), t.paused(), t.isModule(address(gifts))));
        for (uint256 i; i < MEMBERS; ++i) {
            address member = memberAt(i);
            IToken.Standing memory s = t.standingOf(member);
            (uint32[8] memory lifetime,) = t.countsOf(member);
            digest = keccak256(abi.encode(digest, s.balance, s.lifetimeEarned, s.registered, lifetime));
        }
    }
}
