// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Achievements} from "../../contracts/Achievements.sol";
import {Clans} from "../../contracts/Clans.sol";
import {Communities} from "../../contracts/Communities.sol";
import {Conduct} from "../../contracts/Conduct.sol";
import {Earnings} from "../../contracts/Earnings.sol";
import {Tasks} from "../../contracts/Tasks.sol";
import {WrappedTokenFactory} from "../../contracts/WrappedTokenFactory.sol";
import {IClans} from "../../contracts/interfaces/IClans.sol";
import {IConduct} from "../../contracts/interfaces/IConduct.sol";
import {IToken} from "../../contracts/interfaces/IToken.sol";
import {SocialHandler} from "./support/SocialHandler.sol";
import {Test} from "./support/Test.sol";
import {vm} from "./support/Vm.sol";

/// Clans, conduct and achievements: see README.md, C1 to C8.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 200
contract SocialInvariants is Test {
    SocialHandler private _handler;
    Clans private _clans;
    Conduct private _conduct;
    Achievements private _achievements;

    function setUp() external {
        vm.warp(2_208_945_600);
        (address forwarder, address operator) = (address(0xf0), address(0xc0));
        Communities communities = new Communities(forwarder, operator, address(this), 0, new WrappedTokenFactory());
        Earnings earnings = new Earnings(forwarder, operator, communities);
        Tasks tasks = new Tasks(forwarder, operator, communities);
        _clans = new Clans(forwarder, operator, communities);
        _conduct = new Conduct(forwarder, operator, communities);
        _achievements = new Achievements(forwarder, operator, communities, tasks);
        communities.addModule(address(earnings), "Earnings");
        communities.addModule(address(_clans), "Clans");
        communities.addModule(address(_conduct), "Conduct");
        communities.addModule(address(_achievements), "Achievements");
        _handler = new SocialHandler(communities, earnings, _clans, _conduct, _achievements);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_escrowIsWhatPoolsStillHold() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            uint256 left;
            for (uint256 challenge = 1; challenge <= _clans.challengeCount(token); ++challenge) {
                IClans.Challenge memory c = _clans.challengeOf(token, challenge);
                left += c.left;
                assertLe(_handler.paidOf(i, challenge), c.pool, "bonuses and pool");
                assertLe(c.paid, c.total, "scores paid and counted");
                if (c.state == IClans.State.Open) assertEq(c.left, c.pool, "an open pool");
                // What is left always covers the bonuses not yet paid.
                if (c.total != 0 && c.paid < c.total) {
                    assertLe(uint256(c.pool) * (c.total - c.paid) / c.total, c.left, "bonuses and what is left");
                }
            }
            assertEq(_clans.escrowOf(token), left, "escrow and pools");
            assertEq(IToken(token).balanceOf(address(_clans)), left, "balance and escrow");
        }
    }

    function invariant_scoresAreThoseCountedByHandWheneverTallied() external view {
        require(!_handler.miscounted(), "a score is not what days and memberships say, or changed");
    }

    function invariant_bonusesArePaidOnceAndAlways() external view {
        require(!_handler.wronglyPaid(), "a bonus was other than its part, or paid twice");
        require(!_handler.dueFailed(), "a bonus that was due was not paid");
    }

    function invariant_aClanIsAsLargeAsItsMembersAreMany() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            for (uint256 clan = 1; clan <= _clans.clanCount(token); ++clan) {
                IClans.Clan memory c = _clans.clanOf(token, clan);
                uint256 members;
                bool led;
                for (uint256 j; j < _handler.MEMBERS(); ++j) {
                    IClans.Membership memory membership = _clans.membershipOf(token, _handler.memberAt(j));
                    if (membership.clan != clan || membership.until != 0) continue;
                    ++members;
                    if (_handler.memberAt(j) == c.leader) led = true;
                }
                if (c.dissolvedOn != 0) assertEq(members, 0, "members of a dissolved clan");
                else require(members == c.size && led, "a clan's size, or its leader, is not of its members");
            }
        }
    }

    function invariant_aSuspensionIsTheLongestPenaltyThatStands() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            for (uint256 j; j < _handler.MEMBERS(); ++j) {
                address member = _handler.memberAt(j);
                uint256[] memory standing = _conduct.standingAgainst(token, member);
                assertLe(standing.length, 21, "penalties that stand");
                uint256 longest;
                for (uint256 k; k < standing.length; ++k) {
                    IConduct.Penalty memory penalty = _conduct.penaltyOf(token, standing[k]);
                    require(!penalty.lifted && penalty.member == member, "a penalty stands that was lifted, or is another's");
                    if (penalty.until > longest) longest = penalty.until;
                }
                uint256 until = IToken(token).suspendedUntil(member);
                if (longest > block.timestamp) assertEq(until, longest, "suspension");
                else assertLe(until, block.timestamp, "a suspension without a penalty");
            }
        }
    }

    function invariant_theOperatorResetsAndBansFewADay() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            assertLe(_handler.severeByOperator(i, block.timestamp / 1 days), 3, "resets and bans by the operator");
        }
    }

    function invariant_badgesStayAndAreRewardedOnce() external view {
        require(!_handler.wronglyRewarded(), "an achievement paid other than its reward, or twice");
        for (uint256 badge = 1; badge <= _handler.badges(); ++badge) {
            require(_achievements.ownerOf(badge) == _handler.claimedBy(badge), "a badge moved");
        }
    }

    function invariant_5_communitiesTouchNoneOfEachOther() external view {
        require(!_handler.touchedAnother(), "an act on one community changed another");
        require(!_handler.strangerSucceeded(), "a stranger used a power");
    }
}
