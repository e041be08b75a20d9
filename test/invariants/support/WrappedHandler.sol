// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../../contracts/Communities.sol";
import {ICommunities} from "../../../contracts/interfaces/ICommunities.sol";
import {IToken} from "../../../contracts/interfaces/IToken.sol";
import {IWrappedToken} from "../../../contracts/interfaces/IWrappedToken.sol";
import {Underlying} from "./Underlying.sol";
import {vm} from "./Vm.sol";

/// @notice Members wrap, unwrap and pass on; the owner funds and withdraws the budget; a module issues, awards, burns, gives
/// back, takes back and holds; tokens are sent past the functions; the community is paused now and then.
contract WrappedHandler {
    uint256 public constant MEMBERS = 4;
    address private constant STRANGER = address(0xbad);

    Communities public communities;
    Underlying public underlying;
    IWrappedToken public wrapped;
    IToken public token;
    address public module;

    /// Sent to the token past its functions.
    uint256 public stray;
    bool public unwrapFailed;
    bool public refundFailed;
    bool public strangerSucceeded;
    uint256 public calls;

    constructor(Communities communities_, address module_) {
        (communities, module, underlying) = (communities_, module_, new Underlying());
        address[] memory modules = new address[](1);
        modules[0] = module;
        ICommunities.Caps memory caps = ICommunities.Caps(0, 0, type(uint48).max, 100_000, 500_000, 1_000_000, false);
        address created = communities.createCommunity(
            ICommunities.NewCommunity("W", "W", 0, 0, false, true, caps, address(underlying), modules)
        );
        (token, wrapped) = (IToken(created), IWrappedToken(created));
        underlying.approve(created, type(uint256).max);
        for (uint256 i; i < MEMBERS; ++i) {
            underlying.transfer(memberAt(i), 1e24);
            vm.prank(memberAt(i));
            underlying.approve(created, type(uint256).max);
        }
    }

    function memberAt(uint256 i) public pure returns (address) {
        return address(uint160(0xa11ce + i % MEMBERS));
    }

    function wrap(uint256 member, uint96 amount) external {
        ++calls;
        if (token.paused()) return;
        vm.prank(memberAt(member));
        wrapped.wrap(amount % 1e15);
    }

    function unwrap(uint256 member, uint256 to, uint96 amount) external {
        ++calls;
        address account = memberAt(member);
        uint256 held = token.balanceOf(account);
        vm.prank(account);
        try wrapped.unwrap(memberAt(to), held == 0 ? 0 : amount % (held + 1)) {}
        catch {
            unwrapFailed = true;
        }
    }

    function fund(uint96 amount) external {
        ++calls;
        wrapped.fund(amount % 1e15);
    }

    function withdrawBudget(uint96 amount) external {
        ++calls;
        uint256 budget = wrapped.budget();
        wrapped.withdrawBudget(memberAt(amount), budget == 0 ? 0 : amount % (budget + 1));
    }

    function earn(uint256 member, uint96 amount) external {
        ++calls;
        if (token.paused()) return;
        vm.prank(module);
        token.earn(memberAt(member), amount % 1e15);
    }

    function award(uint256 member, uint96 amount, bool hold) external {
        ++calls;
        uint256 left = token.issuable();
        if (token.paused() || left == 0) return;
        address to = hold ? module : memberAt(member);
        vm.prank(module);
        token.award(to, amount % (left + 1) % 1e15);
    }

    function release(uint256 member, uint96 amount, bool earned) external {
        ++calls;
        uint256 held = token.balanceOf(module);
        vm.prank(module);
        token.release(memberAt(member), held == 0 ? 0 : amount % (held + 1), earned);
    }

    function burn(uint256 member, uint96 amount, bool refundable) external {
        ++calls;
        address account = memberAt(member);
        uint256 held = token.balanceOf(account);
        if (token.paused() || held == 0) return;
        vm.prank(module);
        token.burn(account, amount % (held + 1), refundable);
    }

    function refund(uint256 member, uint96 amount) external {
        ++calls;
        uint256 due = token.refundableBy(module);
        vm.prank(module);
        try token.refund(memberAt(member), due == 0 ? 0 : amount % (due + 1)) {}
        catch {
            refundFailed = true;
        }
    }

    function claw(uint256 member, uint96 amount) external {
        ++calls;
        vm.prank(module);
        token.claw(memberAt(member), amount);
    }

    function transfer(uint256 member, uint256 to, uint96 amount) external {
        ++calls;
        address account = memberAt(member);
        uint256 held = token.balanceOf(account);
        if (token.paused() || held == 0) return;
        vm.prank(account);
        token.transfer(to % 7 == 0 ? address(token) : memberAt(to), amount % (held + 1));
    }

    function sendPast(uint96 amount) external {
        ++calls;
        stray += amount % 1e12;
        underlying.transfer(address(token), amount % 1e12);
    }

    function pause(bool on) external {
        ++calls;
        if (on) communities.pause(address(token));
        else communities.unpause(address(token));
    }

    function pass(uint32 seconds_) external {
        ++calls;
        vm.warp(block.timestamp + seconds_ % 2 days);
    }

    function asStranger(uint96 amount) external {
        ++calls;
        vm.prank(STRANGER);
        try wrapped.withdrawBudget(STRANGER, amount) {
            strangerSucceeded = true;
        } catch {}
        vm.prank(STRANGER);
        try token.release(STRANGER, amount, true) {
            strangerSucceeded = true;
        } catch {}
        vm.prank(STRANGER);
        try token.award(STRANGER, amount) {
            strangerSucceeded = true;
        } catch {}
    }
}
